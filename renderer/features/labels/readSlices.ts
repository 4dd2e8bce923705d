/** A file as text in pieces that fit into one call each; no piece ends between the halves of one character. */

/** Pieces of at most `most` UTF-16 units, the last one marked; an empty file is one empty piece. UTF-8, or UTF-16 where a byte order mark says so. */
export async function* readSlices(file: Blob, most = 150_000): AsyncGenerator<{ readonly text: string; readonly last: boolean }> {
  const decoder = new TextDecoder(await encodingOf(file))
  const reader = file.stream().getReader()
  let waiting = ''
  for (;;) {
    const { value, done } = await reader.read()
    waiting += value ? decoder.decode(value, { stream: true }) : decoder.decode()
    while (waiting.length > most) {
      const end = isLeading(waiting.charCodeAt(most - 1)) ? most - 1 : most
      yield { text: waiting.slice(0, end), last: false }
      waiting = waiting.slice(end)
    }
    if (done) return yield { text: waiting, last: true }
  }
}

async function encodingOf(file: Blob): Promise<string> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer())
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}

const isLeading = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00
