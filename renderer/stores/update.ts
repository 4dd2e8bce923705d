/** What came of looking for a newer release, for the settings and the banner. */
import { create } from 'zustand'
import type { Output } from '#shared/contract/index.ts'
import { sentenceOf } from '../bridge/client.ts'
import { client } from '../bridge/host.ts'

export type UpdateAnswer = Output<'app.update'>

export const useUpdate = create<{ readonly busy: boolean; readonly answer: UpdateAnswer | null }>(() => ({ busy: false, answer: null }))

/** Looks for a newer release, fetches the one that was found, or restarts into the one that was fetched. */
export async function askForUpdate(how: 'check' | 'fetch' | 'install'): Promise<void> {
  useUpdate.setState({ busy: true })
  const answer = await client['app.update']({ how }).catch(
    (thrown): UpdateAnswer => ({ state: 'failed', version: null, message: sentenceOf(thrown) }),
  )
  useUpdate.setState({ busy: false, answer })
}
