/** The labels as a table: only the rows in view are in the page. */
// biome-ignore-all lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
// biome-ignore-all lint/a11y/useSemanticElements: a virtualised table positions its rows itself; a <table> cannot hold rows that are not there.
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells are read, not operated; their buttons take the focus.
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import type { Label } from '#shared/labels.ts'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { safeName, shortAddress } from '../../format/address.ts'
import { type PlainKey, t } from '../../i18n/t.ts'
import { roleWords } from '../../i18n/words.ts'
import { say } from '../../stores/jobs.ts'
import { useChainName } from '../../stores/status.ts'
import { goTo, narrow } from '../../stores/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Identicon } from '../../ui/Identicon.tsx'
import { sourceName } from './Sources.tsx'
import type { LabelPages } from './useLabelPages.ts'

const rowHeight = 38
const columns = ['Name', 'Role', 'Account', 'Chain', 'Says', ''] as const satisfies readonly (PlainKey | '')[]
const confidences = { certain: 'certain', likely: 'likely', guess: 'a guess' } as const satisfies Record<Label['confidence'], PlainKey>

export function LabelTable({ pages: { labels, total, loadMore } }: { pages: LabelPages }) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: labels.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (labels.length > 0 && last > labels.length - 40) loadMore()
  }, [last, labels.length, loadMore])
  return (
    <div
      ref={scroller}
      className="label-scroll"
      role="table"
      tabIndex={0}
      aria-label={t('Labels')}
      aria-rowcount={(total ?? labels.length) + 1}
    >
      <div role="rowgroup" className="label-head">
        <div role="row" aria-rowindex={1} className="label-row">
          {columns.map((name) => (
            <span key={name} role="columnheader">
              {name === '' ? <span className="visually-hidden">{t('Actions')}</span> : t(name)}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" className="label-rows" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, key, start }) => {
          const label = labels[index]
          return label && <Row key={key} label={label} index={index} start={start} />
        })}
      </div>
    </div>
  )
}

function Row({ label, index, start }: { label: Label; index: number; start: number }) {
  const { chainId, address, name, entity, role, source, reference, date, confidence } = label
  const remove = () => void client['labels.remove']({ chainId, address, source }).catch((thrown) => say(sentenceOf(thrown), 'bad'))
  const look = () => {
    narrow({ text: address })
    goTo('orders')
  }
  const kind = source === 'user' || source === 'learnt' || source === 'seed' ? source : 'file'
  const says = sourceName({ source, kind })
  return (
    <div role="row" aria-rowindex={index + 2} className="label-row" style={{ transform: `translateY(${start}px)` }}>
      <span role="cell" className="label-name" title={entity ?? undefined}>
        <bdi className="clip">{safeName(name, 60)}</bdi>
        {entity !== null && entity !== name && <bdi className="faint clip">{safeName(entity, 40)}</bdi>}
      </span>
      <span role="cell" className="clip">
        {roleWords(role)}
      </span>
      <span role="cell" className="label-account" title={address}>
        <Identicon address={address} />
        <span className="mono">{shortAddress(address)}</span>
      </span>
      <span role="cell" className="clip">
        {chainId === null ? t('Every chain') : <ChainName chainId={chainId} />}
      </span>
      <span role="cell" className="clip" title={reference ?? undefined}>
        <bdi>{says}</bdi>
        <span className="faint">
          {' · '}
          {t(confidences[confidence])}
          {date !== null && ` · ${date}`}
        </span>
      </span>
      <span role="cell" className="label-actions">
        <Button
          kind="quiet"
          iconOnly
          aria-label={t('Show orders of {name}', { name: safeName(name, 60) })}
          title={t('Show its orders')}
          onClick={look}
        >
          <Icon name="list" />
        </Button>
        <Button
          kind="quiet"
          iconOnly
          aria-label={t('Remove the label {name}', { name: safeName(name, 60) })}
          title={t('Remove')}
          onClick={remove}
        >
          <Icon name="trash" />
        </Button>
      </span>
    </div>
  )
}

function ChainName({ chainId }: { chainId: number }) {
  return useChainName(chainId)
}
