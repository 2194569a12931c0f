import { atTime } from './at-time.ts'
import type { StreamPart } from './stream-parts.ts'

/** Where the parts go. */
export interface PartSink {
  /** Hands over one part; `false`: no more until `drained`. */
  write(part: StreamPart): boolean
  /** Calls back once there is room again. */
  drained(go: () => void): void
  /** All was sent; `isWhole` is `false` where the script breaks off here. */
  done(isWhole: boolean): void
}

interface Playing {
  parts: Generator<StreamPart, boolean>
  /** Of `performance.now()`. */
  startMs: number
  /** By how much the next gap is longer than the script says. */
  stretch(): number
  sink: PartSink
}

/**
 * Sends every part when it is due. Times count from the start of the answer, so that what is late makes nothing after it late. Gives a way to stop.
 * A timer per answer: Node's are one queue already, and the writes cost far more.
 */
export function playStream({ parts, startMs, stretch, sink }: Playing): () => void {
  let stopWaiting: () => void = () => undefined
  let isStopped = false
  let dueMs = startMs
  let part: StreamPart | null = null
  const send = () => {
    for (;;) {
      if (isStopped) return
      if (part !== null && !sink.write(part)) return sink.drained(goOn)
      const next = parts.next()
      if (next.done) return sink.done(next.value)
      part = next.value
      dueMs += part.gapMs * stretch()
      const isDue = dueMs <= performance.now()
      if (isDue && part.apart) return void setImmediate(send)
      if (!isDue) {
        stopWaiting = atTime(dueMs, send)
        return
      }
    }
  }
  const goOn = () => {
    part = null
    send()
  }
  send()
  return () => {
    isStopped = true
    stopWaiting()
  }
}
