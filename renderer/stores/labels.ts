/** That labels changed: whatever shows them asks again. */
import { create } from 'zustand'

type LabelsStore = { /** Rises with every change of any label. */ readonly changes: number }

export const useLabels = create<LabelsStore>(() => ({ changes: 0 }))
export const labelsChanged = (): void => useLabels.setState(({ changes }) => ({ changes: changes + 1 }))
