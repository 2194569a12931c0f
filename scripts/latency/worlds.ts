import { profileOf } from '../../src/benchmark/profile-pool.ts'
import type { ProfiledSample } from '../../src/benchmark/profile-pool.ts'
import type { ComparedSides } from '../../src/benchmark/compare-sides.ts'
import type { Random } from '../../src/random/seeded-random.ts'
import type { BenchmarkCell, BenchmarkReport } from '../../src/schema/benchmark-report.ts'
import type { BenchmarkProfile } from '../../src/schema/profile.ts'

/** Two models that are measured in interleaved blocks: A B, B A, A B … Everything is in logarithms. */
export interface World {
  blocks: number
  /** Requests of a side, dealt out evenly over its blocks. */
  requests: number
  sigma: number
  /** Of the times of one prompt on both sides. */
  correlation: number
  /** Of successive requests: within each block anew, or of the one server that all blocks meet in turn. */
  autocorrelation: number
  autocorrelated: 'within blocks' | 'over all blocks'
  /** Standard deviation of what a pair of blocks has in common, and of what each block has for itself. */
  pairSpread: number
  blockSpread: number
  /** Share of requests that take ten times as long. */
  stalls: number
  /** log(b / a). */
  shift: number
  /** Two runs with other prompts each, in place of one. */
  apart: boolean
}

export const PLAIN: World = {
  blocks: 20,
  requests: 200,
  sigma: 0.45,
  correlation: 0,
  autocorrelation: 0,
  autocorrelated: 'within blocks',
  pairSpread: 0,
  blockSpread: 0,
  stalls: 0,
  shift: 0,
  apart: false,
}

/** What a benchmark of such a world would keep. */
export function drawSides(world: World, random: Random): ComparedSides {
  const samples = drawSamples(world, random)
  const blocksOf = (model: string) =>
    profileOf(reportOf(model), samples).map((profile): BenchmarkProfile => (world.apart ? { ...profile, runId: model } : profile))
  return { scenario: 'world', step: 0, a: { name: 'a', blocks: blocksOf('a') }, b: { name: 'b', blocks: blocksOf('b') } }
}

function drawSamples(world: World, random: Random): ProfiledSample[] {
  const samples: ProfiledSample[] = []
  const noise = noiseOf(world, random)
  for (let block = 0; block < world.blocks; block++) {
    const from = Math.floor((block * world.requests) / world.blocks)
    const until = Math.floor(((block + 1) * world.requests) / world.blocks)
    const prompts = Array.from({ length: until - from }, () => world.sigma * Math.sqrt(world.correlation) * random.normal())
    const pair = world.pairSpread * random.normal()
    for (const model of block % 2 === 0 ? ['a', 'b'] : ['b', 'a']) {
      const level = pair + world.blockSpread * random.normal() + (model === 'b' ? world.shift : 0)
      noise.nextBlock()
      prompts.forEach((prompt, index) => {
        const stall = world.stalls > 0 && random.next() < world.stalls ? Math.log(10) : 0
        const log = Math.log(400) + level + prompt + stall + world.sigma * Math.sqrt(1 - world.correlation) * noise.next()
        samples.push(sampleOf(model, block, from + index + (world.apart && model === 'b' ? world.requests : 0), Math.exp(log)))
      })
    }
  }
  return samples
}

/** Between blocks of one server lies a request that is not measured: each block warms up. */
function noiseOf({ autocorrelation, autocorrelated }: World, random: Random): { nextBlock(): void; next(): number } {
  let value = random.normal()
  const next = () => (value = autocorrelation * value + Math.sqrt(1 - autocorrelation ** 2) * random.normal())
  return {
    nextBlock: () => {
      value = autocorrelated === 'within blocks' ? random.normal() : next()
    },
    next,
  }
}

const sampleOf = (model: string, repetition: number, input: number, latencyMs: number): ProfiledSample => ({
  scenario: 'world',
  model,
  step: 0,
  repetition,
  input,
  turn: 0,
  phase: 'measured',
  error: null,
  firstTokenMs: null,
  timePerOutputTokenMs: null,
  latencyMs,
  latencyFromScheduleMs: null,
})

/** As much of a report as profiles read. */
export function reportOf(model: string, id = 'run', at = '2026-01-01T00:00:00.000Z'): BenchmarkReport {
  const machine = { hash: 'machine', cpu: 'cpu', cores: 4, memoryBytes: 1, platform: 'linux', arch: 'x64' }
  const cell = {
    scenario: 'world',
    scenarioHash: 'hash',
    model,
    modelId: model,
    simulated: true,
    loop: 'closed',
    step: { index: 0, label: '1' },
    validity: { suspect: false },
  }
  return { run: { id, startedAt: at, commit: null, machine }, cells: [cell as unknown as BenchmarkCell] } as unknown as BenchmarkReport
}
