/** What a pack says of an order: which business, what was done, the document, what was agreed. */
import type { Business } from '#shared/pack.ts'
import { safeName } from '../../format/address.ts'
import { fullTime } from '../../format/time.ts'
import { t } from '../../i18n/t.ts'
import { showDocument, useBusiness } from '../../stores/business.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { documentName, packWords } from '../business/words.ts'
import { Hex, Line, Section } from './lines.tsx'

export function BusinessSection({ chainId, business }: { chainId: number; business: Business }) {
  const { key, verb, document, due, rate, nature, contract, address, grants = [] } = business
  const standing = useBusiness(({ view }) => view?.packs.find(({ pack }) => pack.id === business.pack))
  const words = standing ? packWords(standing) : null
  const role = (name: string) => words?.role(name) ?? safeName(name, 40)
  return (
    <Section title={t('Business')}>
      <dl>
        <Line name={t('Pack')}>
          <bdi>{words?.name ?? safeName(business.pack, 40)}</bdi>
          {words === null && <span className="faint line-note">{t('This pack is not here any more.')}</span>}
        </Line>
        {key !== '' && (
          <Line name={t('What##done')}>
            <bdi>{words?.verb(key, verb) ?? safeName(key, 40)}</bdi>
          </Line>
        )}
        {grants.map(({ role: name, account, on }) => (
          <Line key={`${name} ${account}`} name={on ? t('Role given') : t('Role taken')}>
            <bdi>{role(name)}</bdi> <Hex value={account} what={t('account')} />
          </Line>
        ))}
        {document && (
          <Line name={words?.type(document.type) ?? t('Document')}>
            <bdi title={document.id}>{documentName(document.id)}</bdi>
          </Line>
        )}
        {due !== null && <Line name={t('Due##date')}>{fullTime(due)}</Line>}
        {rate !== null && <Line name={t('Rate')}>{safeName(rate, 80)}</Line>}
        <Line name={t('Nature')}>{nature}</Line>
        <Line name={t('Contract')}>
          {safeName(contract, 40)}
          <span className="faint line-note">
            <Hex value={address} what={t('contract address')} />
          </span>
        </Line>
      </dl>
      {document && words && (
        <Button className="drawer-link" onClick={() => showDocument({ pack: business.pack, chainId, ...document })}>
          <Icon name="layers" />
          {t('Show the life of this document')}
        </Button>
      )}
    </Section>
  )
}
