/** Reads an iterable at once, whoever reads its own chunks later, and whenever that is; its error comes where it stood. */
export function heldChunks(chunks: AsyncIterable<string>): AsyncIterable<string> {
  const held: string[] = []
  let ended = false
  let wake: (() => void) | null = null
  const reading = read()
  // Whoever reads is told of it; nobody may.
  reading.catch(() => {})
  async function read(): Promise<void> {
    try {
      for await (const chunk of chunks) {
        held.push(chunk)
        wake?.()
      }
    } finally {
      ended = true
      wake?.()
    }
  }
  return {
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const chunk = held.shift()
        if (chunk !== undefined) yield chunk
        else if (ended) return void (await reading)
        else await new Promise<void>((resolve) => (wake = resolve))
      }
    },
  }
}
