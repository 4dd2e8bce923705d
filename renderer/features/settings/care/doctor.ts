/** What the doctor found last, kept while the window is open. */
import { create } from 'zustand'
import type { Output } from '#shared/contract/index.ts'
import { sentenceOf } from '../../../bridge/client.ts'
import { client } from '../../../bridge/host.ts'

export type Found = Output<'doctor.run'>

export const useDoctor = create<{ readonly busy: boolean; readonly found: Found | null; readonly problem: string | null }>(() => ({
  busy: false,
  found: null,
  problem: null,
}))

export async function runDoctor(): Promise<void> {
  if (useDoctor.getState().busy) return
  useDoctor.setState({ busy: true, problem: null })
  try {
    useDoctor.setState({ busy: false, found: await client['doctor.run'](null) })
  } catch (thrown) {
    useDoctor.setState({ busy: false, problem: sentenceOf(thrown) })
  }
}
