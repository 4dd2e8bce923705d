/** Both accounts in full, what is said of each and by whom, and the user's own word about them. */
import { useEffect, useState } from 'react'
import type { Label, LabelTag } from '#shared/labels.ts'
import type { TableRow } from '#shared/order.ts'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { safeName } from '../../format/address.ts'
import { t } from '../../i18n/t.ts'
import { say } from '../../stores/jobs.ts'
import { useLabels } from '../../stores/labels.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Identicon } from '../../ui/Identicon.tsx'
import { confidenceWord, labelInWords, roleIcon, roleWord, sourceInWords } from '../orders/parties.tsx'
import { LabelForm } from './LabelForm.tsx'
import { Hex, Line, Section } from './lines.tsx'

export function PartiesSection({ row }: { row: TableRow }) {
  const { fromLabel, toLabel } = row.marks
  return (
    <Section title={t('Parties')}>
      <dl>
        <Line name={t('From##party')}>
          <Account chainId={row.chainId} address={row.from} label={fromLabel} what={t('sender')} />
        </Line>
        <Line name={t('To##party')}>
          {row.to === row.from ? (
            <span className="muted">{t('The same account')}</span>
          ) : (
            <Account chainId={row.chainId} address={row.to} label={toLabel} what={t('receiver')} />
          )}
        </Line>
      </dl>
    </Section>
  )
}

type AccountProps = { readonly chainId: number; readonly address: string; readonly label: LabelTag | null; readonly what: string }

function Account({ chainId, address, label, what }: AccountProps) {
  const [editing, setEditing] = useState(false)
  const statements = useStatements(chainId, address)
  const own = statements.find(({ source }) => source === 'user') ?? null
  const remove = () =>
    void client['labels.remove']({ chainId: own?.chainId ?? null, address, source: 'user' }).catch((thrown) =>
      say(sentenceOf(thrown), 'bad'),
    )
  return (
    <div className="party-block">
      {label && (
        <span className="party-title" title={labelInWords(label)}>
          <Icon name={roleIcon(label.role)} />
          <bdi>{safeName(label.name, 80)}</bdi>
        </span>
      )}
      <span className="full-address">
        <Identicon address={address} size={30} />
        <Hex value={address} what={what} />
      </span>
      {statements.length > 0 && (
        <ul className="statements">
          {statements.map((statement) => (
            <Statement key={`${statement.source}:${statement.chainId}`} statement={statement} />
          ))}
        </ul>
      )}
      {editing ? (
        <LabelForm chainId={chainId} address={address} label={own ?? statements[0] ?? null} onDone={() => setEditing(false)} />
      ) : (
        <span className="label-form-actions">
          <Button kind="quiet" onClick={() => setEditing(true)}>
            <Icon name="tag" size={12} />
            {own ? t('Change your label') : t('Label this address')}
          </Button>
          {own && (
            <Button kind="quiet" onClick={remove}>
              {t('Remove your label')}
            </Button>
          )}
        </span>
      )}
    </div>
  )
}

function Statement({ statement: { name, entity, role, source, reference, date, confidence } }: { statement: Label }) {
  return (
    <li>
      <bdi>{safeName(name, 80)}</bdi>
      {entity !== null && entity !== name && t(' of {owner}', { owner: safeName(entity, 60) })} · {roleWord(role)} · {sourceInWords(source)}
      {date !== null && t(' on {day}', { day: date })} · {confidenceWord(confidence)}
      {reference !== null && <span className="faint line-note">{safeName(reference, 200)}</span>}
    </li>
  )
}

const none: readonly Label[] = []

function useStatements(chainId: number, address: string): readonly Label[] {
  const changes = useLabels((state) => state.changes)
  const [statements, setStatements] = useState<readonly Label[]>(none)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of labels means that the answer is old.
  useEffect(() => {
    let current = true
    client['labels.of']({ chainId, address }).then(
      (found) => current && setStatements(found),
      () => current && setStatements(none),
    )
    return () => {
      current = false
    }
  }, [chainId, address, changes])
  return statements
}
