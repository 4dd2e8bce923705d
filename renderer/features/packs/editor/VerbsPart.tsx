/** What events and calls mean: each a verb of trade with who, to whom, how much, which document. */
import { useState } from 'react'
import type { Pack, PackVerb } from '#shared/pack.ts'
import { t, tn } from '../../../i18n/t.ts'
import { editPack } from '../../../stores/packDraft.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Popover } from '../../../ui/Popover.tsx'
import { type AbiItem, nameIn, slugOf, verbFor, withPart } from '../edit.ts'
import { EditorPart, PartCard } from './fields.tsx'
import type { Readings } from './useAbis.ts'
import { VerbForm } from './VerbForm.tsx'

export function VerbsPart({ pack, readings }: { pack: Pack; readings: Readings }) {
  const { verbs } = pack
  const [open, setOpen] = useState<string | null>(null)
  const change = (key: string, verb: PackVerb | undefined) => editPack({ verbs: withPart(verbs, key, verb) })
  const add = (contract: string, item: AbiItem) => {
    const verb = verbFor(contract, item, nameIn(readings[contract]?.items ?? [], item), Object.keys(pack.units))
    const key = slugOf(verb.label, Object.keys(verbs))
    change(key, verb)
    setOpen(key)
  }
  return (
    <EditorPart title={t('Verbs')} help={t('Which event or call means what. Each one found becomes an order, proven as every other.')}>
      {Object.entries(verbs).map(([key, verb]) => (
        <PartCard
          key={key}
          name={key}
          label={verb.label}
          note={
            <Button aria-expanded={open === key} onClick={() => setOpen(open === key ? null : key)}>
              {open === key ? t('Fold') : t('Change')}
            </Button>
          }
          onRemove={() => change(key, undefined)}
        >
          <p className="verb-line mono faint clip">
            {verb.on.contract} · {'event' in verb.on ? verb.on.event : `${verb.on.function}()`}
          </p>
          {open === key && <VerbForm verb={verb} pack={pack} readings={readings} onChange={(next) => change(key, next)} />}
        </PartCard>
      ))}
      <AddVerb readings={readings} onAdd={add} />
    </EditorPart>
  )
}

function AddVerb({ readings, onAdd }: { readings: Readings; onAdd: (contract: string, item: AbiItem) => void }) {
  const [text, setText] = useState('')
  const all = Object.entries(readings).flatMap(([contract, { items }]) => items.map((item) => ({ contract, item })))
  if (all.length === 0) return <p className="muted">{t('Give a contract its ABI first.')}</p>
  const found = all
    .filter(({ item }) => item.signature.toLowerCase().includes(text.trim().toLowerCase()))
    .sort((a, b) => Number(a.item.type === 'function') - Number(b.item.type === 'function'))
  return (
    <Popover
      label={t('Add a verb')}
      buttonClass="button part-add-button"
      panelClass="menu kind-menu"
      button={
        <>
          <Icon name="plus" size={12} />
          {t('Add a verb')}
          <Icon name="chevronDown" size={12} />
        </>
      }
    >
      {all.length > 8 && (
        <input
          type="search"
          className="input"
          aria-label={t('Search events and functions')}
          placeholder={t('Search events and functions')}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      )}
      {found.slice(0, 60).map(({ contract, item }) => (
        <button
          key={`${contract} ${item.type} ${item.signature}`}
          type="button"
          className="menu-item"
          data-closes
          onClick={() => onAdd(contract, item)}
        >
          <span>{item.name}</span>
          <span className="muted mono">
            {contract} · {item.type} {item.signature}
          </span>
        </button>
      ))}
      {found.length > 60 && <p className="menu-empty">{tn(found.length - 60, 'and one more', 'and {n} more')}</p>}
    </Popover>
  )
}
