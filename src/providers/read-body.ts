/** After the last event, the rest of a body is awaited so long to keep the connection; more is cut off. */
const DRAIN_MS = 250
const DRAIN_BYTES = 64 * 1024

/** Watches a body as it is read; both may throw what the reader is to get. */
interface BodyWatch {
  /** A piece arrived. */
  arrived(piece: Uint8Array): void
  /** What a failure of the connection is turned into. */
  failed(error: unknown): Error
}

/** The pieces of a body as they arrive. A reader that stops early leaves the connection usable if the rest is short. */
export async function* readBody(response: Response, { arrived, failed }: BodyWatch): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader()
  if (reader === undefined) return
  let cut = true
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw failed(error)
      })
      if (done) return
      arrived(value)
      cut = false
      yield value
      cut = true
    }
  } finally {
    if (cut) void reader.cancel().catch(() => undefined)
    else void drain(reader)
  }
}

/** The text of a body up to about `maxLength` characters; the rest is cut off. */
export async function readStart(response: Response, maxLength: number): Promise<string> {
  const reader = response.body?.getReader()
  if (reader === undefined) return ''
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    text += decoder.decode(value, { stream: true })
    if (text.length <= maxLength) continue
    await reader.cancel()
    return text
  }
}

async function drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const timer = setTimeout(() => void reader.cancel().catch(() => undefined), DRAIN_MS).unref()
  let left = DRAIN_BYTES
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      left -= value.length
      if (left < 0) await reader.cancel()
    }
  } catch {
    // The answer is already whole: how the connection ends does not matter.
  }
  clearTimeout(timer)
}
