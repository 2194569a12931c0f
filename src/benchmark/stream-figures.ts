import type { Usage } from '../schema/answer.ts'
import type { Sample, StreamFigures } from '../schema/sample.ts'
import { stallsOf } from './stalls.ts'
import type { StreamStamps } from './stream-stamps.ts'

/** What is read from the stamps of one stream. */
export interface StreamReading {
  figures: StreamFigures
  /** Between parts, in milliseconds; 0 between parts that came in one piece. Empty for fewer than two. */
  gapsMs: Sample['gapsMs']
  gapTokens: Sample['gapTokens']
  /** On the clock of the stamps. */
  firstAtMs: number | null
  lastAtMs: number | null
}

type Counted = Pick<Usage, 'outputTokens' | 'reasoningTokens' | 'source'>

/**
 * The figures of one stream, as docs/measurement.md defines them. A time is `null` where one of its ends is missing, and where the clock did not
 * move between them: that is no time of 0.
 */
export function streamFigures(stamps: StreamStamps, usage: Counted): StreamReading {
  const { scheduledAtMs, startedAtMs, headersAtMs, partsAtMs, firstVisibleAtMs, closedAtMs, firstPartTokens } = stamps
  const first = partsAtMs[0] ?? null
  const last = partsAtMs.at(-1) ?? null
  const latencyMs = elapsed(startedAtMs, last)
  const gapsMs = gapsOf(partsAtMs)
  const timePerOutputTokenMs = timePerToken(stamps, usage)
  const { outputTokens } = usage
  const figures: StreamFigures = {
    // Timers may fire a little early: that is not a queue.
    queueMs: startedAtMs === null ? null : Math.max(0, startedAtMs - scheduledAtMs),
    firstByteMs: elapsed(startedAtMs, headersAtMs),
    firstTokenMs: elapsed(startedAtMs, first),
    firstTokenFromScheduleMs: elapsed(scheduledAtMs, first),
    firstVisibleMs: elapsed(startedAtMs, firstVisibleAtMs),
    secondTokenMs: elapsed(first, partsAtMs[1] ?? null),
    timePerOutputTokenMs,
    firstPartTokens: firstPartTokens === null ? 'assumed' : 'reported',
    latencyMs,
    latencyFromScheduleMs: elapsed(scheduledAtMs, last),
    drainMs: elapsed(last, closedAtMs),
    decodeTokensPerSecond: timePerOutputTokenMs === null ? null : 1_000 / timePerOutputTokenMs,
    tokensPerSecond: outputTokens === null || latencyMs === null ? null : (1_000 * outputTokens) / latencyMs,
    chunks: partsAtMs.length,
    ...stallsOf(gapsMs),
  }
  return { figures, gapsMs, gapTokens: stamps.partTokens?.slice(1) ?? null, firstAtMs: first, lastAtMs: last }
}

function elapsed(from: number | null, to: number | null): number | null {
  return from !== null && to !== null && to > from ? to - from : null
}

/**
 * Parts that are closer to each other in the mean have waited in the socket and were read one after the other: no model writes 20,000 chunks a
 * second, and their distance is the reader's.
 */
const LEAST_GAP_MS = 0.05

/** (last − first) / (tokens that came − tokens of the first part). */
function timePerToken(
  { partsAtMs, firstPartTokens, hasReasoning }: StreamStamps,
  { outputTokens, reasoningTokens }: Counted,
): number | null {
  if (outputTokens === null) return null
  // Reasoning that the server keeps to itself was over before the first part came.
  const streamed = outputTokens - (hasReasoning ? 0 : (reasoningTokens ?? 0))
  const after = streamed - (firstPartTokens ?? 1)
  const spent = elapsed(partsAtMs[0] ?? null, partsAtMs.at(-1) ?? null)
  const isAtOnce = spent === null || spent < LEAST_GAP_MS * (partsAtMs.length - 1)
  return isAtOnce || after <= 0 ? null : spent / after
}

function gapsOf(partsAtMs: Float64Array): Float64Array {
  const gaps = new Float64Array(Math.max(0, partsAtMs.length - 1))
  for (let i = 0; i < gaps.length; i++) gaps[i] = Math.max(0, (partsAtMs[i + 1] as number) - (partsAtMs[i] as number))
  return gaps
}
