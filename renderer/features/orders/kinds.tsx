/** An icon for each kind of order that has one of its own; a kind that came later gets the plain arrow. */
import { Icon, type IconName } from '../../ui/Icon.tsx'

const icons: Readonly<Record<string, IconName>> = {
  transfer: 'arrowRight',
  swap: 'swap',
  mint: 'plus',
  burn: 'flame',
  wrap: 'wrap',
  unwrap: 'unwrap',
  supply: 'supply',
  withdraw: 'withdraw',
  borrow: 'download',
  repay: 'upload',
  liquidation: 'drop',
  'flash-loan': 'bolt',
  stake: 'layers',
  unstake: 'layers',
  'bridge-out': 'bridge',
  'bridge-in': 'bridge',
  'nft-sale': 'tag',
}

export const KindIcon = ({ kind }: { kind: string }) => <Icon name={icons[kind] ?? 'arrowRight'} />
