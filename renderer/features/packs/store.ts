/** The packs as the host keeps them, and what is done to them. Every answer is the whole list. */
import { create } from 'zustand'
import type { PackStanding, PacksView } from '#shared/contract/packs.ts'
import type { Pack } from '#shared/pack.ts'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { safeName } from '../../format/address.ts'
import { t } from '../../i18n/t.ts'
import { offer, say } from '../../stores/jobs.ts'

type PacksStore = { readonly view: PacksView | null; readonly problem: string | null }

export const usePacks = create<PacksStore>(() => ({ view: null, problem: null }))

const take = (view: PacksView): void => usePacks.setState({ view, problem: null })

export const reloadPackList = (): Promise<void> =>
  client['packs.list'](null).then(take, (thrown) => usePacks.setState({ problem: sentenceOf(thrown) }))

/** Keeps a pack; null, or the sentence that says why it was not kept. */
export async function savePack(pack: Pack, enabled: boolean): Promise<string | null> {
  try {
    take(await client['packs.save']({ text: JSON.stringify(pack, null, 2), enabled }))
    return null
  } catch (thrown) {
    return sentenceOf(thrown)
  }
}

export const switchPack = (id: string, on: boolean): Promise<void> =>
  client['packs.enable']({ id, on }).then(take, (thrown) => say(sentenceOf(thrown), 'bad'))

/** Removes a pack of one's own; for a while it can be had back. Its orders stay. */
export async function removePack({ pack, enabled, problems }: PackStanding): Promise<void> {
  try {
    take(await client['packs.remove']({ id: pack.id }))
    offer(t('“{name}” is removed.', { name: safeName(pack.name, 60) }), t('Undo'), () => {
      void savePack(pack, enabled && problems.length === 0).then((problem) => problem && say(problem, 'bad'))
    })
  } catch (thrown) {
    say(sentenceOf(thrown), 'bad')
  }
}

/** Removes a stored pack that cannot be read. */
export const removeUnreadPack = (index: number): Promise<void> =>
  client['packs.remove']({ index }).then(take, (thrown) => say(sentenceOf(thrown), 'bad'))

export async function exportPack(id: string): Promise<void> {
  try {
    const done = await client['packs.export']({ id })
    if (!done) return
    if (!isDownload(done.path)) return say(t('Written to {path}', { path: done.path }))
    const link = document.createElement('a')
    link.href = done.path
    link.download = ''
    link.click()
  } catch (thrown) {
    say(sentenceOf(thrown), 'bad')
  }
}

/** On the headless host the path is an address of this very server; on the desktop it is a place on disk. */
const isDownload = (path: string): boolean => /^(https?:\/)?\/download\//.test(path.replace(window.location.origin, ''))

/** Whether it waits for the addresses of its contracts; one that stands somewhere watches what stands. */
export const isTemplate = (pack: Pack): boolean => Object.values(pack.contracts).every(({ at }) => at.length === 0)
