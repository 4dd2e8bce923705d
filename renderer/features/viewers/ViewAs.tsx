/** Shows the owner what others see of a business: by role, or as one of the viewers that the settings name. */
import { useEffect, useRef, useState } from 'react'
import type { Audience } from '#shared/pack.ts'
import type { Viewer } from '#shared/viewer.ts'
import { lookAs } from '../../bridge/viewAs.ts'
import { safeName } from '../../format/address.ts'
import { type PlainKey, t } from '../../i18n/t.ts'
import { businessChanged, closeDocument } from '../../stores/business.ts'
import { useSettings } from '../../stores/settings.ts'
import { useStatus } from '../../stores/status.ts'

const roles = { peer: 'A peer', party: 'A party', regulator: 'A regulator' } as const satisfies Record<Audience, PlainKey>
const isRole = (choice: string): choice is Audience => Object.hasOwn(roles, choice)
const isAccount = (text: string): boolean => /^0x[0-9a-fA-F]{40}$/.test(text)

/** For the owner alone: a viewer sees as it sees. `packs`: those that there are, for a viewer that is only a role. */
export function ViewAs({ packs }: { packs: readonly string[] }) {
  const isOwner = useStatus(({ status }) => status !== null && status.viewer === undefined)
  return isOwner ? <Eyes packs={packs} /> : null
}

function Eyes({ packs }: { packs: readonly string[] }) {
  const viewers = useSettings(({ settings }) => settings.viewers)
  const [choice, setChoice] = useState('')
  const [account, setAccount] = useState('')
  const viewer = viewerOf(choice, account.trim(), viewers, packs)
  const key = JSON.stringify(viewer)
  const shown = useRef('null')
  useEffect(() => {
    lookAs(JSON.parse(key) as Viewer | null)
    // A page that has only just come keeps the document that it was opened for.
    if (shown.current !== key) {
      closeDocument()
      businessChanged()
    }
    shown.current = key
    return () => lookAs(null)
  }, [key])
  const missing = choice === 'party' && !isAccount(account.trim())
  return (
    <>
      <label className="muted">
        {t('Seen by')}{' '}
        <select className="input" style={{ width: 'auto' }} value={choice} onChange={({ target }) => setChoice(target.value)}>
          <option value="">{t('You##viewer')}</option>
          {Object.entries(roles).map(([role, label]) => (
            <option key={role} value={role}>
              {t(label)}
            </option>
          ))}
          {viewers.map(({ name }) => (
            <option key={name} value={`viewer:${name}`}>
              {safeName(name)}
            </option>
          ))}
        </select>
      </label>
      {choice === 'party' && (
        <input
          className="input"
          style={{ width: 'auto' }}
          aria-label={t('Account of the party')}
          placeholder="0x…"
          aria-invalid={missing && account !== ''}
          value={account}
          onChange={({ target }) => setAccount(target.value)}
        />
      )}
      {choice !== '' && (
        <span className="faint" role="status">
          {missing
            ? t('Name the account whose party sees its own in full.')
            : t('What is not told is a band, or a commitment beginning with sha256:')}
        </span>
      )}
    </>
  )
}

/** A role without a name sees every pack; a party without an account sees what a peer sees. */
function viewerOf(choice: string, account: string, viewers: readonly Viewer[], packs: readonly string[]): Viewer | null {
  if (isRole(choice))
    return { name: `any ${choice}`, audience: choice, accounts: isAccount(account) ? [account.toLowerCase()] : [], packs: [...packs] }
  return viewers.find(({ name }) => choice === `viewer:${name}`) ?? null
}
