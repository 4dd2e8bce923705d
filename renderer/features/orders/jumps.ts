/** Leaps to a place of the table from elsewhere: a time that was typed, the top, the end. */
import { useEffect } from 'react'
import { create } from 'zustand'
import type { TableTrack } from './useTrack.ts'

type Jump = { readonly row: number } | null
const useJump = create<{ readonly jump: Jump }>(() => ({ jump: null }))

/** Shows this row of the table first. */
export const jumpTo = (row: number): void => useJump.setState({ jump: { row } })

/** Carries out what `jumpTo` asked for. */
export function useJumps({ reveal }: TableTrack): void {
  const jump = useJump((state) => state.jump)
  useEffect(() => {
    if (!jump) return
    reveal(jump.row, 'top')
    useJump.setState({ jump: null })
  }, [jump, reveal])
}
