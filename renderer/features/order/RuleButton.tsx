/** Makes a rule from an order: the reader says what of it matters, and goes on in the editor. Nothing rings before it is saved there. */
import '../alerts/alerts.css'
import { useState } from 'react'
import type { TableRow } from '#shared/order.ts'
import type { Condition } from '#shared/rules.ts'
import { safeName, shortAddress } from '../../format/address.ts'
import { shortUsd } from '../../format/money.ts'
import { t } from '../../i18n/t.ts'
import { isDirty, openRule, showPane, useRuleDraft } from '../../stores/ruleDraft.ts'
import { useStatus } from '../../stores/status.ts'
import { goTo } from '../../stores/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { newRule } from '../rules/templates.ts'

type Choice = {
  readonly id: string
  readonly label: string
  readonly name: string
  readonly when: { kind: string; with: Record<string, unknown> }
}

export function RuleButton({ row }: { row: TableRow }) {
  return (
    <Popover
      label={t('Make a rule of this order')}
      buttonClass="button quiet rule-button"
      panelClass="rule-menu"
      button={
        <>
          <Icon name="bell" size={12} />
          {t('Make a rule of this order')}
          <Icon name="chevronDown" size={12} />
        </>
      }
    >
      <Choices row={row} />
    </Popover>
  )
}

function Choices({ row }: { row: TableRow }) {
  const catalog = useStatus((state) => state.catalog)
  const choices = choicesFor(row).filter(({ when }) => catalog.ruleKinds.some(({ id }) => id === when.kind))
  const [chosen, setChosen] = useState<readonly string[]>(choices.slice(0, 1).map(({ id }) => id))
  const unsaved = useRuleDraft(({ draft }) => draft !== null && isDirty(draft))
  if (unsaved) {
    return (
      <>
        <p>{t('Another rule is being written, and is not saved yet.')}</p>
        <Button
          onClick={() => {
            showPane('rules')
            goTo('alerts')
          }}
        >
          {t('Go to it')}
        </Button>
      </>
    )
  }
  const make = () => {
    const taken = choices.filter(({ id }) => chosen.includes(id))
    const parts: Condition[] = taken.map(({ when }) => when)
    openRule(
      newRule(
        taken
          .map(({ name }) => name)
          .join(' · ')
          .slice(0, 80) || t('New rule'),
        { all: parts },
        catalog,
      ),
      null,
    )
  }
  return (
    <>
      <p className="muted">{t('Ring for orders like it:')}</p>
      {choices.map(({ id, label }) => (
        <label key={id}>
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={({ target }) => setChosen(target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))}
          />
          <bdi className="clip">{label}</bdi>
        </label>
      ))}
      <Button kind="primary" disabled={chosen.length === 0} onClick={make}>
        {t('Go on in the editor')}
      </Button>
    </>
  )
}

/** What of an order a rule may speak of: its value, its tokens, both accounts, and who they are. */
function choicesFor({ usd, asset, received, from, to, marks }: TableRow): Choice[] {
  // Whole dollars, rounded down, so that this order itself would have rung.
  const least = usd?.split('.')[0] ?? '0'
  const tokens = [asset, ...(received ? [received.asset] : [])]
  const sides = [
    { side: 'from', account: from, tag: marks.fromLabel, gave: true },
    { side: 'to', account: to, tag: marks.toLabel, gave: false },
  ] as const
  const owners = [...new Set(sides.flatMap(({ tag }) => (tag ? [tag.entity ?? tag.name] : [])))]
  return [
    ...(least === '0'
      ? []
      : [
          {
            id: 'usd',
            label: t('Worth {usd} or more', { usd: shortUsd(least) }),
            name: shortUsd(least),
            when: is('value-above', { usd: least }),
          },
        ]),
    ...tokens.map(({ symbol, address }) => ({
      id: `token ${address}`,
      label: t('The token {symbol}', { symbol: safeName(symbol) }),
      name: safeName(symbol),
      when: is('token', { token: address ?? 'native' }),
    })),
    ...sides.map(({ side, account, tag, gave }) => {
      const name = tag ? safeName(tag.name, 40) : shortAddress(account)
      return {
        id: side,
        label: gave ? t('The wallet {name}, which gave', { name }) : t('The wallet {name}, which got', { name }),
        name,
        when: is('wallet', { account, side: 'either' }),
      }
    }),
    ...owners.map((owner) => ({
      id: `label ${owner}`,
      label: t('Everything of {owner}', { owner: safeName(owner, 40) }),
      name: safeName(owner, 40),
      when: is('label', { name: owner, side: 'either' }),
    })),
  ]
}

const is = (kind: string, values: Record<string, unknown>) => ({ kind, with: values })
