import { ArrivingBody } from './arriving-body.ts'

/** After the last event, the rest of a body is awaited so long to keep the connection; more is cut off. */
const DRAIN_MS = 250
const DRAIN_BYTES = 64 * 1024

/** A reader of a body; pieces of the production transport carry the time at which they came. */
interface Reader {
  read(): Promise<{ done: false; value: Uint8Array; atMs?: number } | { done: true; value?: undefined }>
  cancel(): Promise<void>
}

/** Watches a body as it is read; both may throw what the reader is to get. */
interface BodyWatch {
  /** A piece arrived; `atMs`: when, in milliseconds of `performance.now()`. */
  arrived(piece: Uint8Array, atMs: number): void
  /** What a failure of the connection is turned into. */
  failed(error: unknown): Error
  /** The next piece is read when this resolves; `null`: at once. */
  pause(): Promise<void> | null
  /** Is the end of the body waited for, although nothing of the answer is missing? */
  readonly waitsForEnd: boolean
}

/** Hands over the pieces of a body as they arrive, until it ends or `take` says that it has enough: then the connection stays usable if the rest is short. */
export async function feedBody(response: Response, watch: BodyWatch, take: (piece: Uint8Array) => boolean): Promise<void> {
  const reader: Reader | undefined = response.body?.getReader()
  if (reader === undefined) return
  let reading = true
  let cut = true
  try {
    for (;;) {
      reading = true
      const piece = await reader.read()
      reading = false
      if (piece.done) return
      watch.arrived(piece.value, piece.atMs ?? performance.now())
      cut = false
      if (take(piece.value)) return
      cut = true
      const pause = watch.pause()
      if (pause) await pause
    }
  } catch (error) {
    throw reading ? watch.failed(error) : error
  } finally {
    const left = leave(response, reader, cut)
    if (watch.waitsForEnd) await left
  }
}

/** The same for those who pull: a reader that stops early has enough. */
export async function* readBody(response: Response, watch: BodyWatch): AsyncGenerator<Uint8Array> {
  const reader: Reader | undefined = response.body?.getReader()
  if (reader === undefined) return
  let cut = true
  try {
    for (;;) {
      const piece = await reader.read().catch((error: unknown) => {
        throw watch.failed(error)
      })
      if (piece.done) return
      watch.arrived(piece.value, piece.atMs ?? performance.now())
      cut = false
      yield piece.value
      cut = true
      const pause = watch.pause()
      if (pause) await pause
    }
  } finally {
    const left = leave(response, reader, cut)
    if (watch.waitsForEnd) await left
  }
}

/** Resolves when the body has ended or is cut off. */
function leave({ body }: Response, reader: Reader, cut: boolean): Promise<void> | null {
  if ((body as unknown) instanceof ArrivingBody && (body as unknown as ArrivingBody).isRead) return null
  return cut ? reader.cancel().catch(() => undefined) : drain(reader)
}

/** The text of a body up to about `maxLength` characters, as far as it comes in time; the rest is cut off. Never rejects: what has come is all there is. */
export async function readStart(response: Response, maxLength: number, withinMs?: number): Promise<string> {
  const reader = response.body?.getReader()
  if (reader === undefined) return ''
  const decoder = new TextDecoder()
  const cancel = () => reader.cancel().catch(() => undefined)
  const timer = withinMs === undefined ? undefined : setTimeout(cancel, withinMs)
  let text = ''
  try {
    while (text.length <= maxLength) {
      const { done, value } = await reader.read()
      if (done) return text + decoder.decode()
      text += decoder.decode(value, { stream: true })
    }
    await cancel()
  } catch {
    // The connection broke.
  } finally {
    clearTimeout(timer)
  }
  return text
}

async function drain(reader: Reader): Promise<void> {
  const timer = setTimeout(() => void reader.cancel().catch(() => undefined), DRAIN_MS).unref()
  let left = DRAIN_BYTES
  try {
    for (;;) {
      const piece = await reader.read()
      if (piece.done) break
      left -= piece.value.length
      if (left < 0) await reader.cancel()
    }
  } catch {
    // The answer is already whole: how the connection ends does not matter.
  }
  clearTimeout(timer)
}
