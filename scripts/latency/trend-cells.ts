import { trendOf } from '../../src/benchmark/trend-of.ts'
import { seededRandom } from '../../src/random/seeded-random.ts'
import type { Random } from '../../src/random/seeded-random.ts'
import type { BenchmarkTrend } from '../../src/schema/benchmark-trend.ts'
import type { BenchmarkProfile } from '../../src/schema/profile.ts'
import { shareCell, shareOf } from '../statistics/cell.ts'
import type { Cell, Effort } from '../statistics/cell.ts'

interface History {
  runs: number
  /** Models, each a series. */
  series: number
  /** log of the change after half of the runs, in all series. */
  shift: number
  /** Spread of runs, in logarithms. */
  spread: (random: Random) => number
}

const NORMAL = (random: Random) => 0.08 * random.normal()
const HEAVY = (random: Random) => 0.08 * random.normal() * (random.next() < 0.1 ? 6 : 1)
const FEW_RUNS = { runs: 12, series: 1, shift: 0, spread: NORMAL }

/** Changes over runs: false alarms over all series of a folder, and how often a change of 15 % is found. */
export function trendCells(effort: Effort): Cell[] {
  const times = effort(600)
  const alarms = (name: string, history: Partial<History>) =>
    shareCell(
      3,
      name,
      share(name, { ...FEW_RUNS, ...history }, times, ({ series }) => series.some(({ changes }) => changes.length > 0)),
      { most: 0.05 },
      times,
    )
  const finds = (name: string, history: Partial<History>, bound: { least?: number }) =>
    shareCell(
      3,
      name,
      share(name, { ...FEW_RUNS, shift: Math.log(1.15), ...history }, times, ({ series }) =>
        series.every(({ changes }) => changes.length === 1 && changes[0]?.verdict === 'slower'),
      ),
      bound,
      times,
    )
  return [
    ...[8, 12, 20, 40].map((runs) => alarms(`nothing changed, ${runs} runs`, { runs })),
    alarms('nothing changed, 20 runs, heavy tails', { runs: 20, spread: HEAVY }),
    alarms('nothing changed in six series of 20 runs', { runs: 20, series: 6 }),
    finds('15 % slower after 12 of 24 runs', { runs: 24 }, { least: 0.8 }),
    finds('15 % slower after 10 of 20 runs', { runs: 20 }, {}),
    finds('15 % slower after 20 of 40 runs, heavy tails', { runs: 40, spread: HEAVY }, {}),
    finds('15 % slower after 6 of 12 runs', { runs: 12 }, {}),
  ]
}

function share(name: string, history: History, times: number, isSo: (trend: BenchmarkTrend) => boolean): number {
  return shareOf(times, (run) => isSo(trendOf(draw(history, seededRandom('trend', name, run)), { seed: run, floor: 0, permutations: 499 })))
}

function draw({ runs, series, shift, spread }: History, random: Random): BenchmarkProfile[] {
  return Array.from({ length: runs * series }, (_, place): BenchmarkProfile => {
    const run = Math.floor(place / series)
    const meanLog = Math.log(400) + spread(random) + (run < runs / 2 ? 0 : shift)
    const median = Math.exp(meanLog)
    return {
      schema: 'taskbench/profile@1',
      runId: `run-${String(run).padStart(3, '0')}`,
      at: new Date(Date.UTC(2026, 0, 1 + run)).toISOString(),
      commit: null,
      machine: { hash: 'machine', cpu: 'cpu', cores: 4, memoryBytes: 1, platform: 'linux', arch: 'x64' },
      scenario: 'world',
      scenarioHash: 'hash',
      model: `model-${place % series}`,
      modelId: 'sim:model',
      simulated: true,
      loop: 'closed',
      step: { index: 0, label: '1' },
      block: 0,
      suspect: false,
      requests: 30,
      failed: 0,
      figures: { latencyMs: { n: 30, median, p95: median, meanLog, inputs: [] } },
    }
  })
}
