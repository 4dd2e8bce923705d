/** Peace from one thing for a while: this rule, this chain, or either wallet of the order. The inbox keeps filling all the same. */
import type { Alert, Snooze } from '#shared/alerts.ts'
import type { TableRow } from '#shared/order.ts'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { safeName, shortAddress } from '../../format/address.ts'
import { t } from '../../i18n/t.ts'
import { say } from '../../stores/jobs.ts'
import { useChainName } from '../../stores/status.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { noteSnoozes } from './snoozes.ts'
import { minutesOf, type Span, spans, untilWhen } from './words.ts'

type Subject = Pick<Snooze, 'kind' | 'subject'> & { readonly label: string }

export function SnoozeMenu({ alert, row }: { alert: Alert; row: TableRow | null }) {
  const name = t('Snooze: {title}', { title: safeName(alert.title, 60) })
  return (
    <Popover
      label={t('Snooze')}
      title={t('Snooze')}
      buttonClass="button quiet icon-only alert-snooze"
      panelClass="snooze-menu"
      button={
        <>
          <Icon name="moon" />
          <span className="visually-hidden">{name}</span>
        </>
      }
    >
      <Subjects alert={alert} row={row} />
    </Popover>
  )
}

function Subjects({ alert: { rules, chainId }, row }: { alert: Alert; row: TableRow | null }) {
  const chain = useChainName(chainId ?? 0)
  const wallets = row === null ? [] : [...new Set([row.from, row.to])]
  const nameOf = (address: string) => {
    const tag = address === row?.from ? row.marks.fromLabel : row?.marks.toLabel
    return tag ? safeName(tag.name, 40) : shortAddress(address)
  }
  const subjects: Subject[] = [
    ...rules.map(({ id, name }): Subject => ({ kind: 'rule', subject: id, label: t('Rule “{name}”', { name: safeName(name, 40) }) })),
    ...(chainId === null ? [] : [{ kind: 'chain', subject: String(chainId), label: t('Everything on {chain}', { chain }) } as const]),
    ...wallets.map((subject): Subject => ({ kind: 'wallet', subject, label: t('Wallet {name}', { name: nameOf(subject) }) })),
  ]
  const snooze = async ({ kind, subject, label }: Subject, span: Span) => {
    try {
      const running = await client['alerts.snooze']({ kind, subject, minutes: minutesOf(span, new Date()) })
      noteSnoozes(running)
      const made = running.find((one) => one.kind === kind && one.subject === subject)
      say(made ? t('{what}: no notification {until}.', { what: label, until: untilWhen(made, new Date()) }) : label)
    } catch (thrown) {
      say(sentenceOf(thrown), 'bad')
    }
  }
  return (
    <>
      <p className="muted">{t('No notification of this for a while. The inbox has it all the same.')}</p>
      {subjects.map((subject) => (
        <fieldset key={`${subject.kind} ${subject.subject}`}>
          <legend className="clip">
            <bdi>{subject.label}</bdi>
          </legend>
          {spans.map(({ id, label }) => (
            <Button key={id} data-closes onClick={() => void snooze(subject, id)}>
              {t(label)}
            </Button>
          ))}
        </fieldset>
      ))}
    </>
  )
}
