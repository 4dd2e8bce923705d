/** How the app and its chains are doing, as the host tells it. */
import { create } from 'zustand'
import type { Catalog } from '#shared/catalog.ts'
import type { AppStatus, ChainStatus } from '#shared/status.ts'
import type { Link } from '../bridge/carrier.ts'
import { client } from '../bridge/host.ts'
import { t } from '../i18n/t.ts'
import { kindWords, sourceWords } from '../i18n/words.ts'

type StatusStore = {
  readonly status: AppStatus | null
  readonly catalog: Catalog
  readonly link: Link
  /** When this window began to look, in milliseconds. */
  readonly since: number
}

const retryMs = 2000

export const useStatus = create<StatusStore>(() => ({
  status: null,
  catalog: { chains: [], sources: [], kinds: [], feeds: [], ruleKinds: [], channelKinds: [], invariantKinds: [] },
  link: 'up',
  since: Date.now(),
}))

/** Asks the host for its state and its catalogue; until it has answered once it is asked again. */
export async function reloadStatus(): Promise<void> {
  const [status, catalog] = await Promise.all([client['app.status'](null).catch(() => null), client['app.catalog'](null).catch(() => null)])
  useStatus.setState({ ...(status && { status }), ...(catalog && { catalog }) })
  const known = useStatus.getState()
  if (!known.status || known.catalog.kinds.length === 0) setTimeout(() => void reloadStatus(), retryMs)
}

const none: readonly ChainStatus[] = []

/** Status of every chain; the same array until the host sends another. */
export const useChains = (): readonly ChainStatus[] => useStatus(({ status }) => status?.chains ?? none)

/** Name of a chain as the user knows it. */
export const useChainName = (chainId: number): string =>
  useStatus(
    ({ status, catalog }) =>
      status?.chains.find((chain) => chain.chainId === chainId)?.name ??
      catalog.chains.find((chain) => chain.chainId === chainId)?.name ??
      t('Chain {id}', { id: chainId }),
  )

/** Word for a kind of order, from the catalogue. */
export const useKindLabel = (kind: string): string =>
  useStatus(({ catalog }) => kindWords(kind, catalog.kinds.find(({ id }) => id === kind)?.label ?? kind))

/** Name of the protocol that told of an order. */
export const useSourceLabel = (source: string): string =>
  useStatus(({ catalog }) => sourceWords(source, catalog.sources.find(({ id }) => id === source)?.label ?? source))
