import { finding, timing } from './finding.ts'
import type { Finding } from './finding.ts'
import { measure } from './measure.ts'
import type { Measurement } from './measure.ts'
import { at, median } from './middle.ts'
import { deliveryMs, firstTokenErrorMs, gapErrorsMs, leavingMs, miscounts, timePerTokenErrorMs } from './pair-stamps.ts'
import type { Pair } from './pair-stamps.ts'

const MOST_FIRST_TOKEN_MS = 3
const MOST_PER_TOKEN_MS = 0.2

/** How the simulated server answers. A wrong offset or factor cannot be right for two that differ in everything. */
export interface Profile {
  name: string
  firstMs: number
  gapsMs: number[]
  tokensPerChunk: number[]
  tokens: number
  provider?: Measurement['provider']
}

export const PROFILES: readonly Profile[] = [
  { name: '500 ms, then 24 × 50 ms', firstMs: 500, gapsMs: [50], tokensPerChunk: [1], tokens: 25 },
  { name: '200 ms, then 7 × 100 ms', firstMs: 200, gapsMs: [100], tokensPerChunk: [1], tokens: 8 },
  { name: '250 ms, then 400, 100, 400, 100 ms', firstMs: 250, gapsMs: [400, 100], tokensPerChunk: [1], tokens: 5 },
  { name: '300 ms, then 9 × 40 ms, 1 to 5 tokens each', firstMs: 300, gapsMs: [40], tokensPerChunk: [3, 1, 5, 2], tokens: 27 },
  { name: 'Anthropic, 200 ms, then 11 × 30 ms', firstMs: 200, gapsMs: [30], tokensPerChunk: [1], tokens: 12, provider: 'anthropic' },
  { name: 'Ollama, 200 ms, then 11 × 30 ms', firstMs: 200, gapsMs: [30], tokensPerChunk: [1], tokens: 12, provider: 'ollama' },
]

/** Measures a profile with so many streams at once, each asked so often, and holds the figures against the server's stamps. */
export async function fidelity(profile: Profile, streams: number, rounds: number): Promise<Finding[]> {
  const { firstMs, gapsMs: gaps, tokensPerChunk, tokens, provider } = profile
  const server = { latency: { kind: 'fixed', ms: firstMs }, stream: { tokens, gaps, tokensPerChunk, usage: 'each' } } as const
  const load = { kind: 'closed', concurrency: streams } as const
  const scenario = { prompt: 'Talk.', load, stop: { requests: streams * rounds }, warmUp: { requests: Math.max(4, streams) } }
  const { pairs } = await measure({ server, scenario, ...(provider && { provider }) })
  const values = (of: (pair: Pair) => number | number[]) => pairs.flatMap(of)
  const delays = values(deliveryMs)
  return [
    finding('requests measured', pairs.length, '', { least: streams * rounds }),
    finding('tokens and chunks miscounted', miscounts(pairs), '', { most: 0 }),
    finding('figures below what the server kept', tooLow(profile, pairs), '', { most: 0 }),
    timing('first token: median error', median(values(firstTokenErrorMs)), 'ms', { most: MOST_FIRST_TOKEN_MS }),
    finding('first token: p95 of the error', at(values(firstTokenErrorMs), 0.95), 'ms'),
    finding('first token: median way there, from the start', median(values(leavingMs)), 'ms'),
    finding('first token: least way back', Math.min(...delays), 'ms', { least: 0 }),
    finding('first token: median way back', median(delays), 'ms'),
    timing('time per token: median error', median(values(timePerTokenErrorMs)), 'ms', { most: MOST_PER_TOKEN_MS }),
    finding('gaps: median error', median(values(gapErrorsMs)), 'ms'),
  ]
}

/** Figures that are less than the server let them be: nothing arrives before it was sent, and nothing was sent early. */
function tooLow({ firstMs, gapsMs, tokensPerChunk, tokens }: Profile, pairs: readonly Pair[]): number {
  const chunks = chunkCount(tokens, tokensPerChunk)
  const streamMs = Array.from({ length: chunks - 1 }, (_, index) => gapsMs[index % gapsMs.length] ?? 0).reduce((sum, gap) => sum + gap, 0)
  return pairs.filter(({ seen, stamps }) => {
    const [first, last] = [seen.firstTokenMs ?? 0, seen.latencyMs ?? 0]
    const sentMs = ((stamps.chunkNs.at(-1) ?? 0) - stamps.arrivedNs) / 1e6
    return first < firstMs || last < firstMs + streamMs || last < sentMs || (seen.firstByteMs ?? 0) < firstMs || seen.chunks !== chunks
  }).length
}

function chunkCount(tokens: number, sizes: readonly number[]): number {
  let chunks = 0
  for (let sent = 0; sent < tokens; chunks++) sent += sizes[chunks % sizes.length] ?? 1
  return chunks
}
