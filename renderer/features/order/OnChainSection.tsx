/** Where the order stands on chain, when this machine saw it, and the way to the chain's explorer. */
import type { OrderDetail, TableRow } from '#shared/order.ts'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { group } from '../../format/amount.ts'
import { clock, fullTime } from '../../format/time.ts'
import { say } from '../../stores/jobs.ts'
import { useStatus } from '../../stores/status.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Hex, Line, Section } from './lines.tsx'

export function OnChainSection({ row, detail }: { row: TableRow; detail: OrderDetail | null }) {
  const inBlock = row.blockNumber >= 0
  return (
    <Section title="On chain">
      <dl>
        <Line name="Block">
          {inBlock ? group(String(row.blockNumber)) : 'In none yet'}
          {inBlock && <span className="faint line-note">{fullTime(row.blockTime)}</span>}
        </Line>
        <Line name="Transaction">
          <Hex value={row.txHash} what="transaction hash" />
        </Line>
        {inBlock && (
          <Line name="Block hash">
            <Hex value={row.blockHash} what="block hash" />
          </Line>
        )}
        <Line name="Position">{placeOf(row.position)}</Line>
        {detail && (
          <Line name="On this machine">
            first seen {clock(new Date(detail.firstSeenAt))}
            {detail.changedAt !== detail.firstSeenAt && `, last changed ${clock(new Date(detail.changedAt))}`}
          </Line>
        )}
      </dl>
      <ExplorerLink row={row} />
    </Section>
  )
}

function ExplorerLink({ row }: { row: TableRow }) {
  const explorer = useStatus(({ catalog }) => catalog.chains.find(({ chainId }) => chainId === row.chainId)?.explorer ?? null)
  if (!explorer) return null
  const url = `${explorer.replace(/\/$/, '')}/tx/${row.txHash}`
  return (
    <Button className="drawer-link" onClick={() => void client['app.openLink']({ url }).catch((thrown) => say(sentenceOf(thrown), 'bad'))}>
      <Icon name="external" />
      Open in {new URL(explorer).host}
    </Button>
  )
}

const placeOf = (position: number): string =>
  position === -1 ? 'the transaction’s own value' : position < -1 ? 'a call within the transaction' : `log ${position} of the transaction`
