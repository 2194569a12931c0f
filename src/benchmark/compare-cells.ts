import type { BenchmarkComparison, BenchmarkReport } from '../schema/benchmark-report.ts'
import type { BenchmarkProfile } from '../schema/profile.ts'
import { compareSides } from './compare-sides.ts'
import type { ComparedSides } from './compare-sides.ts'
import { profileOf } from './profile-pool.ts'
import type { ProfiledSample } from './profile-pool.ts'

/** Every two models of a run against each other, by scenario and step; Holm over all figures and pairs of a scenario. */
export function compareCells(
  report: Pick<BenchmarkReport, 'run' | 'cells'>,
  samples: Iterable<ProfiledSample>,
  floor?: number,
): BenchmarkComparison[] {
  return compareModels(profileOf(report, samples), floor)
}

/** As {@link compareCells}, of the profiles of one run. */
export function compareModels(profiles: readonly BenchmarkProfile[], floor?: number): BenchmarkComparison[] {
  return [...Map.groupBy(profiles, ({ scenario }) => scenario).values()].flatMap((ofScenario) => {
    const steps = Map.groupBy(ofScenario, ({ step }) => step.index)
    return compareSides([...steps.values()].flatMap(pairsOf), floor)
  })
}

function pairsOf(profiles: readonly BenchmarkProfile[]): ComparedSides[] {
  const models = [...Map.groupBy(profiles, ({ model }) => model)].map(([name, blocks]) => ({ name, blocks }))
  const { scenario = '', step = { index: 0 } } = profiles[0] ?? {}
  return models.flatMap((a, index) => models.slice(index + 1).map((b) => ({ scenario, step: step.index, a, b })))
}
