import type { StreamFigures } from '../schema/sample.ts'
import type { ContentKind, StreamWatch } from '../schema/stream-watch.ts'

export class StreamRecorder implements StreamWatch {
  startedAtMs: number | null = null
  connection: 'new' | 'reused' | null = null
  headersAtMs: number | null = null
  streamed = true
  readonly times: number[] = []
  readonly kinds: ContentKind[] = []
  firstTokens: number | null = null
  closedAtMs: number | null = null
  held = { bytesPeak: 0, longestPauseMs: 0 }

  started(atMs: number): void {
    this.startedAtMs = atMs
  }
  connected(connection: 'new' | 'reused'): void {
    this.connection = connection
  }
  headers(atMs: number): void {
    this.headersAtMs = atMs
  }
  content(kind: ContentKind, atMs: number, _length: number, tokens: number | null): void {
    if (this.times.length === 0) this.firstTokens = tokens
    this.times.push(atMs)
    this.kinds.push(kind)
  }
  whole(): void {
    this.streamed = false
  }
  closed(atMs: number, held: { bytesPeak: number; longestPauseMs: number }): void {
    this.closedAtMs = atMs
    this.held = held
  }
}

export function streamFigures(
  recorder: StreamRecorder,
  { scheduledAtMs, startAtMs, endAtMs, outputTokens }: { scheduledAtMs: number; startAtMs: number; endAtMs: number; outputTokens: number | null },
): StreamFigures & { gapsMs: Float64Array; firstAtMs: number | null; lastAtMs: number | null } {
  const { times } = recorder
  const first = recorder.streamed ? (times[0] ?? null) : null
  const last = times.at(-1) ?? endAtMs
  const since = (at: number | null | undefined, from = startAtMs) => (at === null || at === undefined ? null : at - from)
  const gapsMs = Float64Array.from(times.slice(1), (at, index) => at - (times[index] as number))
  const tpot = first !== null && outputTokens !== null && outputTokens > (recorder.firstTokens ?? 1) ? (last - first) / (outputTokens - (recorder.firstTokens ?? 1)) : null
  return {
    queueMs: startAtMs - scheduledAtMs,
    firstByteMs: since(recorder.headersAtMs),
    firstTokenMs: since(first),
    firstTokenFromScheduleMs: since(first, scheduledAtMs),
    firstVisibleMs: since(times[recorder.kinds.findIndex((kind) => kind !== 'reasoning')]),
    secondTokenMs: times[1] === undefined || first === null ? null : times[1] - first,
    timePerOutputTokenMs: tpot,
    firstPartTokens: recorder.firstTokens === null ? 'assumed' : 'reported',
    latencyMs: last - startAtMs,
    latencyFromScheduleMs: last - scheduledAtMs,
    drainMs: recorder.closedAtMs === null ? null : recorder.closedAtMs - last,
    decodeTokensPerSecond: tpot ? 1000 / tpot : null,
    tokensPerSecond: outputTokens === null ? null : (outputTokens * 1000) / (last - startAtMs),
    chunks: times.length,
    stalls: 0,
    stalledMs: 0,
    gapsMs,
    firstAtMs: first,
    lastAtMs: times.at(-1) ?? null,
  }
}
