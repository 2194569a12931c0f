import type { RequestStamps, Stamps } from '../../src/sim/server/stamp-book.ts'
import type { SeenRequest } from './client-job.ts'

/** One request as both sides saw it. */
export interface Pair {
  seen: SeenRequest
  stamps: RequestStamps
}

/** Measured requests beside what the server stamped. Throws where one of them was never served, or was served twice. */
export function pairStamps(requests: readonly SeenRequest[], { requests: stamped }: Stamps): Pair[] {
  const byId = new Map(stamped.map((stamps) => [stamps.answerId, stamps]))
  const byRequest = new Map(stamped.map((stamps) => [stamps.requestId, stamps]))
  const paired = requests
    .filter(({ phase }) => phase === 'measured')
    .map((seen) => {
      const stamps = byId.get(seen.responseId) ?? byRequest.get(String(seen.responseId))
      if (!stamps) throw new Error(`the server knows nothing of request ${seen.index} (${seen.error?.message ?? seen.responseId})`)
      return { seen, stamps }
    })
  if (new Set(paired.map(({ stamps }) => stamps.requestId)).size < paired.length) throw new Error('a request was served twice')
  return paired
}

const ms = (ns: number) => ns / 1e6

/** First token: the client's figure less the server's, which begins when the request is there. Never negative. */
export function firstTokenErrorMs({ seen, stamps }: Pair): number {
  return (seen.firstTokenMs ?? Number.NaN) - ms((stamps.chunkNs[0] ?? Number.NaN) - stamps.arrivedNs)
}

/** From the start of the request in the client to its arrival at the server. */
export function leavingMs({ seen, stamps }: Pair): number {
  return ms(stamps.arrivedNs - (seen.firstNs ?? Number.NaN)) + (seen.firstTokenMs ?? Number.NaN)
}

/** From the socket of the server to the stamp of the client. Never negative. */
export function deliveryMs({ seen, stamps }: Pair): number {
  return ms((seen.firstNs ?? Number.NaN) - (stamps.chunkNs[0] ?? Number.NaN))
}

/** Time per token: how far off, either way. The server knows how many tokens the first chunk has. */
export function timePerTokenErrorMs({ seen, stamps }: Pair): number {
  const { chunkNs, chunkTokens } = stamps
  const tokens = chunkTokens.reduce((sum, count) => sum + count, 0) - (chunkTokens[0] ?? 0)
  const truth = ms((chunkNs.at(-1) ?? Number.NaN) - (chunkNs[0] ?? Number.NaN)) / tokens
  return Math.abs((seen.timePerOutputTokenMs ?? Number.NaN) - truth)
}

/** Gaps between chunks: how far off each is, either way. */
export function gapErrorsMs({ seen, stamps: { chunkNs } }: Pair): number[] {
  return seen.gapsMs.map((gapMs, index) => Math.abs(gapMs - ms((chunkNs[index + 1] ?? Number.NaN) - (chunkNs[index] ?? Number.NaN))))
}

/** Tokens and chunks that differ from what the server sent, over all requests. */
export function miscounts(pairs: readonly Pair[]): number {
  return pairs.reduce((sum, { seen, stamps }) => {
    const tokens = Math.abs((seen.usage.outputTokens ?? Number.POSITIVE_INFINITY) - (stamps.outputTokens ?? 0))
    const input = Math.abs((seen.usage.inputTokens ?? Number.POSITIVE_INFINITY) - (stamps.inputTokens ?? 0))
    return sum + tokens + input + Math.abs(seen.chunks - stamps.chunkNs.length)
  }, 0)
}
