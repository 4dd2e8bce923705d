/** Reads a run of things side by side and hands them on in order, never more than `width` ahead. */

/** Yields read(from) … read(to). The first failure ends it with that error; what else was under way is left to end unheard. */
export async function* readAhead<T>(from: number, to: number, width: number, read: (number: number) => Promise<T>): AsyncGenerator<T> {
  const running: Promise<T>[] = []
  let next = from
  while (next <= to || running.length > 0) {
    while (running.length < width && next <= to) {
      const task = read(next++)
      task.catch(() => {})
      running.push(task)
    }
    const first = running.shift()
    if (first) yield await first
  }
}
