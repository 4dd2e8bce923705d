/** The pack tried on past blocks: asked slice after slice while it stays as it is, stopped at a word or by the next change. */
import { useEffect, useRef, useState } from 'react'
import type { Output } from '#shared/contract/index.ts'
import type { Pack } from '#shared/pack.ts'
import { sentenceOf } from '../../../bridge/client.ts'
import { client } from '../../../bridge/host.ts'

const pauseMs = 700

export type PackTrial = {
  readonly answer: Output<'packs.preview'> | null
  readonly problem: string | null
  readonly running: boolean
  stop(): void
  again(): void
}

/** `pack`: null while it cannot be tried; the last answer stays. */
export function usePreview(pack: Pack | null, chainId: number, blocks: number): PackTrial {
  const [state, setState] = useState<Omit<PackTrial, 'stop' | 'again'>>({ answer: null, problem: null, running: false })
  const [turn, setTurn] = useState(0)
  const run = useRef(0)
  const text = pack === null ? null : JSON.stringify(pack)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn asks the same again.
  useEffect(() => {
    const mine = ++run.current
    if (text === null || chainId === 0) return setState((before) => ({ ...before, running: false }))
    setState((before) => ({ ...before, running: true }))
    const go = async () => {
      for (;;) {
        const answer = await client['packs.preview']({ text, chainId, blocks })
        if (mine !== run.current) return
        setState({ answer, problem: null, running: !answer.done })
        if (answer.done) return
      }
    }
    const timer = setTimeout(() => {
      go().catch((thrown) => mine === run.current && setState((before) => ({ ...before, problem: sentenceOf(thrown), running: false })))
    }, pauseMs)
    return () => {
      run.current++
      clearTimeout(timer)
    }
  }, [text, chainId, blocks, turn])
  return {
    ...state,
    stop() {
      run.current++
      setState((before) => ({ ...before, running: false }))
    },
    again: () => setTurn(turn + 1),
  }
}
