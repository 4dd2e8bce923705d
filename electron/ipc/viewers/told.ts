/** What is told of a viewer's own doings: how far its export is, and that something changed. */
import type { Output } from '#shared/contract/index.ts'

/** Numbers of changes as viewers are told them: no two follow upon each other, so that every one of them means to ask again. */
export const toldSeq = (seq: number): number => seq * 2

/** How far the viewer's export is; why one failed is the owner's to read. */
export const toldProgress = (
  progress: NonNullable<Output<'orders.export'>>,
  place: (shown: string) => string,
): NonNullable<Output<'orders.export'>> => ({
  ...progress,
  path: progress.path === null ? null : place(progress.path),
  error: progress.error === null ? null : 'The file could not be written: ask whoever runs this Crowsnest.',
})
