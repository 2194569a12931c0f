import { compareSides } from '../../src/benchmark/compare-sides.ts'
import { seededRandom } from '../../src/random/seeded-random.ts'
import { shareCell, shareOf } from '../statistics/cell.ts'
import type { Cell, Effort } from '../statistics/cell.ts'
import { drawSides, PLAIN } from './worlds.ts'
import type { World } from './worlds.ts'

const SHIFT = Math.log(1.15)
const PAIRED: Partial<World> = { sigma: 0.8, correlation: 0.7 }

/** A shift of 15 % at 200 requests a side: how often it is found with p < 0.05. */
export function powerCells(effort: Effort): Cell[] {
  const runs = effort(2_000)
  const cell = (name: string, world: Partial<World>, bound: { least?: number }) =>
    shareCell(1, name, found(name, { ...PLAIN, shift: SHIFT, ...world }, runs), bound, runs)
  const least = { least: 0.8 }
  return [
    ...[12, 20, 40].map((blocks) => cell(`unpaired, log-σ 0.45, one run, ${blocks} pairs of blocks`, { blocks }, least)),
    ...[8, 12, 20].map((blocks) => cell(`unpaired, log-σ 0.45, two runs, ${blocks} blocks a side`, { blocks, apart: true }, least)),
    ...[12, 20, 40].map((blocks) => cell(`paired, log-σ 0.8, correlation 0.7, ${blocks} pairs of blocks`, { ...PAIRED, blocks }, least)),
    cell('paired, log-σ 0.8, correlation 0.8, 12 pairs of blocks', { ...PAIRED, correlation: 0.8, blocks: 12 }, least),
    cell('faster by 15 %, log-σ 0.45, 12 pairs of blocks', { shift: -SHIFT, blocks: 12 }, least),
    cell('unpaired, two runs, only 6 blocks a side', { blocks: 6, apart: true }, {}),
    ...[6, 10].map((blocks) => cell(`unpaired, one run, only ${blocks} pairs of blocks`, { blocks }, {})),
    ...[6, 10].map((blocks) => cell(`paired, only ${blocks} pairs of blocks`, { ...PAIRED, blocks }, {})),
    cell('unpaired, 1 % of requests stall tenfold, 20 pairs of blocks', { stalls: 0.01 }, {}),
  ]
}

/** No shift: how often one is found all the same. */
export function falseAlarmCells(effort: Effort): Cell[] {
  const runs = effort(3_000)
  const cell = (name: string, world: Partial<World>) => shareCell(2, name, found(name, { ...PLAIN, ...world }, runs), { most: 0.05 }, runs)
  const each = (name: string, world: Partial<World>) => [6, 12, 20].map((blocks) => cell(`${name}, ${blocks} blocks`, { ...world, blocks }))
  return [
    ...each('independent requests', {}),
    ...each('autocorrelation 0.5 within blocks', { autocorrelation: 0.5 }),
    ...each('one server over all blocks, autocorrelation 0.5', { autocorrelation: 0.5, autocorrelated: 'over all blocks' }),
    ...each('autocorrelation 0.5, paired prompts', { ...PAIRED, autocorrelation: 0.5 }),
    ...each('autocorrelation 0.5, two runs', { autocorrelation: 0.5, apart: true }),
    ...each('pairs of blocks drift by 0.2', { pairSpread: 0.2 }),
    ...each('every block has its own level, 0.1', { blockSpread: 0.1 }),
    ...each('2 % of requests stall tenfold', { stalls: 0.02 }),
  ]
}

function found(name: string, world: World, runs: number): number {
  return shareOf(runs, (run) => (compareSides([drawSides(world, seededRandom('latency', name, run))])[0]?.pValue ?? 1) < 0.05)
}
