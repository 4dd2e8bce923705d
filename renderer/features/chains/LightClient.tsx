/** How the light client of a chain stands: which block its sync committee signed, and what is wrong where it does not go on. */
import type { LightStatus } from '#shared/status.ts'
import { group } from '../../format/amount.ts'
import { t } from '../../i18n/t.ts'

export function LightClient({ light: { host, block, final, participants, of, problem } }: { light: LightStatus }) {
  const number = (value: number | null) => (value === null ? '–' : group(String(value)))
  return (
    <>
      <h3>{t('Light client')}</h3>
      {block === null ? (
        <p className="muted">{t('The sync committee is being learnt from {host}.', { host })}</p>
      ) : (
        <p className="muted">
          {t('Block {block} is signed by {participants} of {of} members of the sync committee; final is block {final}. Asked at {host}.', {
            ...{ block: number(block), final: number(final), participants: number(participants), of: number(of), host },
          })}
        </p>
      )}
      {problem && <p className="chain-problem">{problem}</p>}
    </>
  )
}
