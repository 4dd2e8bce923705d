/** Why an order may have been made to mislead, and the user's own verdict, which wins over every sign. */
import type { OrderNotes, TableRow } from '#shared/order.ts'
import { likelySpam } from '#shared/order.ts'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { safeName } from '../../format/address.ts'
import { t } from '../../i18n/t.ts'
import { say } from '../../stores/jobs.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'

export function SpamSection({ row, spam }: { row: TableRow; spam: OrderNotes['spam'] | null }) {
  const { spam: points } = row.marks
  const signs = spam?.signs ?? []
  if (points === 0 && signs.length === 0) return null
  const likely = points >= likelySpam
  const token = row.asset.address
  const judge = (subject: string, isSpam: boolean | null) => () =>
    void client['spam.set']({ subject, spam: isSpam }).catch((thrown) => say(sentenceOf(thrown), 'bad'))
  return (
    <section className={likely ? 'spam-box' : 'spam-box quiet'} aria-label={t('Spam score')}>
      <h3>
        <Icon name={likely ? 'warning' : 'info'} />
        {likely ? t('Likely spam') : t('Some signs of spam')}
        <span className="muted">{t('{n} of 100', { n: points })}</span>
      </h3>
      {signs.length > 0 && (
        <ul>
          {signs.map((sign) => (
            <li key={sign.id}>
              {sign.sentence} <span className="faint">+{sign.points}</span>
            </li>
          ))}
        </ul>
      )}
      <span className="spam-actions">
        {likely && <Button onClick={judge(row.id, false)}>{t('This one is not spam')}</Button>}
        {likely && token !== null && (
          <Button kind="quiet" onClick={judge(`${row.chainId}:${token}`, false)}>
            {t('Trust {name}', { name: safeName(row.asset.symbol, 16) })}
          </Button>
        )}
        {likely && (
          <Button kind="quiet" onClick={judge(`${row.chainId}:${row.from}`, false)}>
            {t('Trust the sender')}
          </Button>
        )}
        {!likely && <Button onClick={judge(row.id, true)}>{t('This is spam')}</Button>}
        {!likely && token !== null && (
          <Button kind="quiet" onClick={judge(`${row.chainId}:${token}`, true)}>
            {t('{name} is spam', { name: safeName(row.asset.symbol, 16) })}
          </Button>
        )}
      </span>
    </section>
  )
}
