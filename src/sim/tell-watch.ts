import type { ContentKind, StreamWatch } from '../schema/stream-watch.ts'
import type { SimulatedAnswer } from './simulated-answer.ts'
import { wait } from './wait.ts'

/** Pieces come no faster than timers can tell them apart. */
const LEAST_GAP_MS = 10

interface Telling {
  watch: StreamWatch
  outputTokens: number
  /** `null`: everything at once. */
  tokensPerSecond: number | null
  /** When the first piece is there, on the clock of `performance.now()`. */
  firstAtMs: number
  signal: AbortSignal
}

/** Tells a watch of a simulated answer in pieces, at its pace: due times are absolute, so that late timers do not add up. */
export async function tellWatch(
  answer: SimulatedAnswer,
  { watch, outputTokens, tokensPerSecond, firstAtMs, signal }: Telling,
): Promise<void> {
  const atOnce = tokensPerSecond === null ? outputTokens : Math.max(1, Math.round((tokensPerSecond * LEAST_GAP_MS) / 1000))
  const { kind, length } = contentOf(answer)
  watch.headers?.(firstAtMs)
  let told = 0
  while (told < outputTokens) {
    // The first piece is there when the answer begins; every other comes with its last token.
    const tokens = Math.min(atOnce, outputTokens - told)
    if (told > 0 && tokensPerSecond !== null) {
      const dueMs = firstAtMs + ((told + tokens - atOnce) / tokensPerSecond) * 1000
      await wait(Math.max(1, dueMs - performance.now()), signal)
    }
    const atMs = told === 0 ? firstAtMs : performance.now()
    watch.content(kind, atMs, Math.round((length * tokens) / outputTokens), tokens)
    told += tokens
    const pause = watch.pace?.()
    if (pause) await pause
  }
  const atMs = performance.now()
  watch.usage?.(atMs)
  watch.closed?.(atMs, { bytesPeak: 0, longestPauseMs: 0 })
}

function contentOf({ text, parts, toolCalls }: SimulatedAnswer): { kind: ContentKind; length: number } {
  const [part] = parts
  if (text !== '') return { kind: 'text', length: text.length }
  return part ? { kind: part.type, length: part.text.length } : { kind: 'tool-call', length: JSON.stringify(toolCalls).length }
}
