/** The columns of the table, in the order in which they come. A new one is a line here. */
import type { FunctionComponent } from 'react'
import type { OrderSort } from '#shared/contract/orders.ts'
import type { TableRow } from '#shared/order.ts'
import type { PlainKey } from '../../i18n/t.ts'
import {
  AmountCell,
  BlockCell,
  ChainCell,
  EvidenceCell,
  KindCell,
  PartiesCell,
  ReceivedCell,
  SourceCell,
  StateCell,
  TimeCell,
  TransactionCell,
  UsdCell,
} from './cells.tsx'
import type { ColumnSize } from './layout.ts'

export type Column = ColumnSize & {
  readonly label: PlainKey
  /** Class of the head; the cell carries its own. */
  readonly className: string
  readonly sort?: OrderSort['by']
  readonly Cell: FunctionComponent<{ order: TableRow; day: number }>
}

export const columns: readonly Column[] = [
  { id: 'time', label: 'Time', className: 'c-time', width: 98, least: 94, sort: 'time', Cell: TimeCell },
  { id: 'chain', label: 'Chain', className: 'c-chain', width: 126, least: 104, Cell: ChainCell },
  { id: 'kind', label: 'Kind', className: 'c-kind', width: 96, least: 86, Cell: KindCell },
  { id: 'amount', label: 'Amount', className: 'c-amount gave', width: 174, least: 148, sort: 'amount', Cell: AmountCell },
  { id: 'received', label: 'Received', className: 'c-amount got', width: 186, least: 134, Cell: ReceivedCell },
  { id: 'usd', label: 'USD', className: 'c-usd', width: 88, least: 80, sort: 'usd', Cell: UsdCell },
  { id: 'parties', label: 'From → to', className: 'c-parties', width: 380, least: 352, grows: true, Cell: PartiesCell },
  { id: 'source', label: 'Protocol', className: 'c-source', width: 150, least: 90, extra: true, Cell: SourceCell },
  { id: 'block', label: 'Block', className: 'c-block', width: 92, least: 80, extra: true, Cell: BlockCell },
  { id: 'transaction', label: 'Transaction', className: 'c-transaction', width: 170, least: 150, extra: true, Cell: TransactionCell },
  { id: 'evidence', label: 'Proof', className: 'c-evidence', width: 48, least: 46, Cell: EvidenceCell },
  { id: 'state', label: 'State', className: 'c-state', width: 92, least: 88, Cell: StateCell },
]
