/** What every part of the drawer is made of: sections, lines, and values that can be copied. */
import type { ReactNode } from 'react'
import type { OrderRow } from '#shared/order.ts'
import { safeName } from '../../format/address.ts'
import { exactAmount } from '../../format/amount.ts'
import { t } from '../../i18n/t.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'

export const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="drawer-section">
    <h3>{title}</h3>
    {children}
  </section>
)

export const Line = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="line">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

export const Hex = ({ value, what }: { value: string; what: string }) => (
  <span className="hex">
    <code>{value}</code>
    <CopyButton text={value} what={what} />
  </span>
)

/** Every digit, and which token exactly. */
export const Amount = ({ amount, asset }: { amount: string; asset: OrderRow['asset'] }) => (
  <>
    <span>
      {exactAmount(amount)} <bdi>{safeName(asset.symbol, 60)}</bdi>
    </span>
    <span className="faint line-note">
      {asset.decimals === null && t('in base units: its decimals are not known · ')}
      {asset.address === null ? t('native coin') : <Hex value={asset.address} what={t('token contract')} />}
    </span>
  </>
)
