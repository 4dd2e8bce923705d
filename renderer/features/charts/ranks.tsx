/** The tokens and the accounts with the largest sums. */
import type { TopCounterparties, TopTokens } from '#shared/contract/charts.ts'
import { safeName, shortAddress } from '../../format/address.ts'
import { group } from '../../format/amount.ts'
import { exactUsd, shortUsd } from '../../format/money.ts'
import { t, tn } from '../../i18n/t.ts'
import { useChains, useStatus } from '../../stores/status.ts'
import { narrow } from '../../stores/view.ts'
import { ChainMark } from '../../ui/ChainMark.tsx'
import { Identicon } from '../../ui/Identicon.tsx'
import { sum } from './figures.ts'
import { Panel, type Told } from './Panel.tsx'
import { RankBars } from './RankBars.tsx'
import { type ChartQuestion, useChart } from './useChart.ts'

const shown = 10

export function TokensPanel({ question }: { question: ChartQuestion }) {
  const charted = useChart('charts.topTokens', question)
  const { chains } = useStatus((state) => state.catalog)
  const watched = useChains()
  const chainName = (chainId: number) =>
    safeName([...watched, ...chains].find((chain) => chain.chainId === chainId)?.name ?? t('Chain {id}', { id: chainId }), 40)
  const tell = ({ tokens }: TopTokens): Told => {
    const lines = tokens.map(({ chainId, address, symbol, usd, count }) => {
      const name = safeName(symbol, 24)
      const chain = chainName(chainId)
      return {
        key: `${chainId} ${address}`,
        ...{ name, chain, chainId, usd, count },
        run: () => narrow({ chainIds: [chainId], assets: [address ?? 'native'] }),
      }
    })
    const first = lines[0]
    return {
      summary: first
        ? t('Most was moved in {token} on {chain}: {usd}.', { token: first.name, chain: first.chain, usd: shortUsd(first.usd) })
        : t('No order passes the filter.'),
      empty: lines.length === 0,
      head: [t('Token'), t('Chain'), t('USD'), t('Orders')],
      rows: lines.map(({ key, name, chain, usd, count, run }) => ({
        key,
        cells: [<bdi key="name">{name}</bdi>, chain, shortUsd(usd), group(String(count))],
        pick: { label: t('Only {name}', { name }), run },
      })),
      picture: (
        <RankBars
          rows={lines.slice(0, shown).map(({ key, name, chain, chainId, usd, count, run }) => ({
            key,
            name: (
              <>
                <ChainMark chainId={chainId} name={chain} />
                <bdi className="clip">{name}</bdi>
              </>
            ),
            title: `${name} · ${chain} · ${exactUsd(usd)} · ${tn(count, '{n} order', '{n} orders')}`,
            usd,
            onPick: run,
          }))}
        />
      ),
    }
  }
  return <Panel title={t('Top tokens')} charted={charted} tell={tell} />
}

export function CounterpartiesPanel({ question }: { question: ChartQuestion }) {
  const charted = useChart('charts.topCounterparties', question)
  const tell = ({ parties }: TopCounterparties): Told => {
    const lines = parties.map(({ entity, name, address, accounts, sent, received }) => {
      const called = entity ?? name
      return {
        key: entity ?? address,
        name: called === null ? shortAddress(address) : safeName(called, 40),
        usd: sum(sent.usd, received.usd),
        ...{ address, accounts, sent, received, known: called !== null },
        run: () => narrow(entity === null ? { account: address } : { label: entity }),
      }
    })
    const first = lines[0]
    return {
      summary: first
        ? t('Most took part: {name}, {sent} sent and {received} received.', {
            name: first.name,
            sent: shortUsd(first.sent.usd),
            received: shortUsd(first.received.usd),
          })
        : t('No order passes the filter.'),
      empty: lines.length === 0,
      head: [t('Account'), t('Sent'), t('Received'), t('Orders'), t('Accounts')],
      rows: lines.map(({ key, name, sent, received, accounts, run }) => ({
        key,
        cells: [
          <bdi key="name">{name}</bdi>,
          shortUsd(sent.usd),
          shortUsd(received.usd),
          group(String(sent.count + received.count)),
          group(String(accounts)),
        ],
        pick: { label: t('Only {name}', { name }), run },
      })),
      picture: (
        <>
          <RankBars
            rows={lines.slice(0, shown).map(({ key, name, known, address, usd, sent, received, accounts, run }) => ({
              key,
              name: (
                <>
                  <Identicon address={address} />
                  <bdi className={known ? 'clip' : 'clip mono'}>{name}</bdi>
                  {accounts > 1 && <span className="faint">×{group(String(accounts))}</span>}
                </>
              ),
              title: t('{name}: {sent} sent, {received} received', {
                name: known ? `${name} (${address})` : address,
                sent: exactUsd(sent.usd),
                received: exactUsd(received.usd),
              }),
              usd,
              parts: [
                { color: 'tone-out', usd: sent.usd },
                { color: 'tone-in', usd: received.usd },
              ],
              onPick: run,
            }))}
          />
          <p className="legend faint">
            <span>
              <i className="chart-key tone-out" />
              {t('Sent')}
            </span>
            <span>
              <i className="chart-key tone-in" />
              {t('Received')}
            </span>
          </p>
        </>
      ),
    }
  }
  return <Panel title={t('Top counterparties')} charted={charted} tell={tell} />
}
