import type { BenchmarkComparison } from '../schema/benchmark-report.ts'
import { COMPARED_FIGURES } from '../schema/profile.ts'
import type { BenchmarkProfile } from '../schema/profile.ts'
import { LEAST_BLOCKS, pairedBlockTest, welchBlockTest } from '../statistics/block-test.ts'
import { holm } from '../statistics/holm.ts'
import { blockDifferences } from './block-differences.ts'
import type { BlockDifferences } from './block-differences.ts'
import { EFFECT_FLOOR, speedVerdict } from './speed-verdict.ts'

/** Blocks of one scenario, model and step on both sides. */
export interface ComparedSides {
  scenario: string
  step: number
  a: { name: string; blocks: readonly BenchmarkProfile[] }
  b: { name: string; blocks: readonly BenchmarkProfile[] }
}

/** All figures of all given pairs of sides, as one family of tests (Holm): an interval is of its figure alone. */
export function compareSides(pairs: readonly ComparedSides[], floor = EFFECT_FLOOR): BenchmarkComparison[] {
  const found = pairs.flatMap((sides) =>
    COMPARED_FIGURES.flatMap((figure) => {
      const blocks = blockDifferences(sides.a.blocks, sides.b.blocks, figure)
      const test = blocks.paired === 'none' ? welchBlockTest(blocks.a, blocks.b) : pairedBlockTest(blocks.differences)
      return test === null ? [] : [{ sides, figure, blocks, test }]
    }),
  )
  const adjusted = holm(found.map(({ test }) => test.pValue))
  return found.map(({ sides, figure, blocks, test }, index) => {
    const ratios = {
      ratio: Math.exp(test.estimate),
      low: test.low === null ? null : Math.exp(test.low),
      high: test.high === null ? null : Math.exp(test.high),
      adjustedPValue: adjusted[index] ?? null,
    }
    const blockPairs = blocks.paired === 'none' ? Math.min(blocks.a.length, blocks.b.length) : blocks.differences.length
    return {
      scenario: sides.scenario,
      step: sides.step,
      figure,
      a: sides.a.name,
      b: sides.b.name,
      blockPairs,
      n: blocks.n,
      ...ratios,
      pValue: test.pValue,
      floor,
      method: test.pValue === null ? `not tested: ${blockPairs} of at least ${LEAST_BLOCKS} blocks` : METHODS[blocks.paired](blockPairs),
      verdict: speedVerdict(ratios, floor),
    }
  })
}

const METHODS: Record<BlockDifferences['paired'], (blocks: number) => string> = {
  input: (blocks) => `t of ${blocks} pairs of blocks, logarithms paired by input`,
  block: (blocks) => `t of ${blocks} pairs of blocks, mean logarithms`,
  none: (blocks) => `Welch's t of at least ${blocks} blocks a side, mean logarithms`,
}
