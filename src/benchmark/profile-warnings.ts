import type { ComparedRun } from '../schema/benchmark-trend.ts'
import type { BenchmarkProfile } from '../schema/profile.ts'
import { LEAST_BLOCKS } from '../statistics/block-test.ts'
import type { ComparedSides } from './compare-sides.ts'

const FAILED_DIFFERENCE = 0.02

/** What speaks against trusting comparisons of profiles, in sentences. */
export function profileWarnings(pairs: readonly ComparedSides[], a: ComparedRun, b: ComparedRun): string[] {
  const few = pairs.filter((sides) => Math.min(sides.a.blocks.length, sides.b.blocks.length) < LEAST_BLOCKS)
  return [
    ...(a.machine.hash === b.machine.hash ? [] : ['Measured on different machines: differences can be theirs.']),
    ...(a.runId === b.runId
      ? []
      : [
          'Measured at different times, not interleaved: a difference can be that of the hour. Models in one run are compared more surely.',
        ]),
    ...(few.length === 0
      ? []
      : [
          `${few.length} of ${pairs.length} comparisons have fewer than ${LEAST_BLOCKS} blocks a side and are not tested: run with more repetitions.`,
        ]),
    ...new Set(pairs.flatMap((sides) => [sides.a, sides.b].flatMap(suspectWarning))),
    ...pairs.flatMap(failedWarning),
  ]
}

function suspectWarning({ name, blocks }: ComparedSides['a']): string[] {
  const [first] = blocks
  return first?.suspect === true ? [`${name}, ${first.scenario}: suspect by its own validity (see that run's report).`] : []
}

function failedWarning({ scenario, a, b }: ComparedSides): string[] {
  const [ofA, ofB] = [failedShare(a.blocks), failedShare(b.blocks)]
  if (Math.abs(ofA - ofB) < FAILED_DIFFERENCE) return []
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`
  return [
    `${scenario}: ${percent(ofA)} of the requests of ${a.name} failed, ${percent(ofB)} of ${b.name}: times are of those that were answered.`,
  ]
}

function failedShare(blocks: readonly BenchmarkProfile[]): number {
  let [failed, requests] = [0, 0]
  for (const block of blocks) {
    failed += block.failed
    requests += block.requests
  }
  return requests === 0 ? 0 : failed / requests
}
