import { ArrivingBody } from './arriving-body.ts'

/** After the last event, the rest of a body is awaited so long to keep the connection; more is cut off. */
const DRAIN_MS = 250
const DRAIN_BYTES = 64 * 1024

type Reader = ReadableStreamDefaultReader<Uint8Array>

/** Watches a body as it is read; both may throw what the reader is to get. */
interface BodyWatch {
  /** A piece arrived. */
  arrived(piece: Uint8Array): void
  /** What a failure of the connection is turned into. */
  failed(error: unknown): Error
}

/** Hands over the pieces of a body as they arrive, until it ends or `take` says that it has enough: then the connection stays usable if the rest is short. */
export async function feedBody(response: Response, watch: BodyWatch, take: (piece: Uint8Array) => boolean): Promise<void> {
  const reader = response.body?.getReader()
  if (reader === undefined) return
  let reading = true
  let cut = true
  try {
    for (;;) {
      reading = true
      const { done, value } = await reader.read()
      reading = false
      if (done) return
      watch.arrived(value)
      cut = false
      if (take(value)) return
      cut = true
    }
  } catch (error) {
    throw reading ? watch.failed(error) : error
  } finally {
    leave(response, reader, cut)
  }
}

/** The same for those who pull: a reader that stops early has enough. */
export async function* readBody(response: Response, watch: BodyWatch): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader()
  if (reader === undefined) return
  let cut = true
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw watch.failed(error)
      })
      if (done) return
      watch.arrived(value)
      cut = false
      yield value
      cut = true
    }
  } finally {
    leave(response, reader, cut)
  }
}

function leave({ body }: Response, reader: Reader, cut: boolean): void {
  if ((body as unknown) instanceof ArrivingBody && (body as unknown as ArrivingBody).isRead) return
  if (cut) void reader.cancel().catch(() => undefined)
  else void drain(reader)
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

async function drain(reader: Reader): Promise<void> {
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
