/** Who seals the blocks of an alliance chain, how each took part lately, and what the validators did that is worth telling. */
import './validators.css'
import { useEffect, useState } from 'react'
import type { ReportedIncident } from '#shared/contract/chains.ts'
import type { ChainStatus, SealStatus } from '#shared/status.ts'
import { client } from '../../bridge/host.ts'
import { fullTime, tableTime } from '../../format/time.ts'
import { t } from '../../i18n/t.ts'
import { Icon } from '../../ui/Icon.tsx'

const shown = 20

export function Validators({ chain, seals }: { chain: ChainStatus; seals: SealStatus }) {
  return (
    <>
      <h3>{t('Validators')}</h3>
      <p className="muted">{t('A block needs the seals of {rule}.', { rule: seals.rule })}</p>
      {seals.vouched === 'firstBlock' && (
        <p className="muted">
          {t(
            'Who may seal is the word of the first block that was read here. Enter the validators in the network’s settings to rest on more.',
          )}
        </p>
      )}
      <ul className="validators">
        {seals.validators.map((validator) => (
          <Validator key={validator.address} validator={validator} />
        ))}
      </ul>
      <Alarms chain={chain} />
    </>
  )
}

function Validator({ validator: { address, sealed, proposed, of, silent } }: { validator: SealStatus['validators'][number] }) {
  return (
    <li>
      <span className={silent ? 'bad' : 'ok'}>
        <Icon name={silent ? 'warning' : 'check'} size={12} />
      </span>
      <span className="mono clip" title={address}>
        {address}
      </span>
      <meter min={0} max={Math.max(1, of)} value={sealed} aria-label={t('Sealed {sealed} of {of} blocks', { sealed, of })} />
      <span className="faint" title={t('Sealed {sealed} of {of} blocks', { sealed, of })}>
        {silent ? t('silent') : t('{sealed} of {of}, proposed {proposed}', { sealed, of, proposed })}
      </span>
    </li>
  )
}

function Alarms({ chain: { chainId, stored } }: { chain: ChainStatus }) {
  const [alarms, setAlarms] = useState<readonly ReportedIncident[]>([])
  // Alarms come with blocks: as long as none is stored there is nothing new to ask for.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new block is the cause to ask again.
  useEffect(() => {
    let gone = false
    client['chains.alarms']({ chainId, limit: shown }).then(
      (list) => gone || setAlarms(list),
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [chainId, stored])
  if (alarms.length === 0) return <p className="muted">{t('Nothing about the validators was out of order so far.')}</p>
  return (
    <ul className="incidents">
      {alarms.map(({ at, code, sentence }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: alarms have no name of their own, and the list is replaced as a whole.
        <li key={`${at} ${index}`} className={code === 'SEAL_EQUIVOCATION' ? 'severe' : undefined}>
          <time dateTime={new Date(at).toISOString()} title={fullTime(at / 1000)}>
            {tableTime(at / 1000, new Date())}
          </time>
          <span>{alarmWord(code)}</span>
          <p>{sentence}</p>
        </li>
      ))}
    </ul>
  )
}

function alarmWord(code: string): string {
  if (code === 'SEAL_EQUIVOCATION') return t('Two blocks sealed at one height')
  if (code === 'SEAL_SILENT') return t('Validator silent')
  if (code === 'SEAL_BACK') return t('Validator back')
  if (code === 'SEAL_ROUND_CHANGE') return t('More than one round')
  if (code === 'SEAL_MISSED_TURN') return t('Missed turn')
  if (code === 'SEAL_SET_CHANGE') return t('Validators changed')
  if (code === 'SEAL_UNSEALED') return t('Not sealed')
  if (code === 'SEAL_GAP') return t('Blocks not seen')
  return t('Rule broken')
}
