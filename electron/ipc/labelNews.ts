/** Tells windows that labels changed: at once, but no more than once in a while, however many slices of a file are being stored. */

export type LabelNews = { changed(sources: readonly string[]): void; stop(): void }

const pauseMs = 1_000

/** `tell` gets the sources of everything that changed since it was called last. */
export function createLabelNews(tell: (sources: readonly string[]) => void): LabelNews {
  const untold = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | null = null

  const send = () => {
    const sources = [...untold]
    untold.clear()
    timer = setTimeout(() => {
      timer = null
      if (untold.size > 0) send()
    }, pauseMs)
    timer.unref?.()
    tell(sources)
  }
  return {
    changed(sources) {
      for (const source of sources) untold.add(source)
      if (timer === null) send()
    },
    stop() {
      if (timer) clearTimeout(timer)
    },
  }
}
