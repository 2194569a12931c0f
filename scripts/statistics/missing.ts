import { compareModels } from '../../src/comparison/compare-models.ts'
import { watchCases, watchGate } from '../../src/comparison/gate-watch.ts'
import { gateFigure } from '../../src/comparison/gate-figure.ts'
import { judgeGate } from '../../src/comparison/judge-gate.ts'
import { judgeRegression } from '../../src/comparison/judge-regression.ts'
import { missingTrial, singleTrial } from '../../src/metrics/testing/test-trial.ts'
import { seededRandom } from '../../src/random/seeded-random.ts'
import type { CaseScore } from '../../src/schema/metric-definition.ts'
import type { MetricValue } from '../../src/schema/metric.ts'
import { shareCell } from './cell.ts'
import type { Cell, Effort } from './cell.ts'
import { accuracy, drawRuns, many, scoresOf, twoRuns } from './worlds.ts'

const MOST = 0.05

/** Point 6: what a model loses as errors in place of wrong answers must not help it. */
export const missing = (effort: Effort): Cell[] => [...between(effort), ...atThresholds(effort)]

/** Of two equal models, one loses 30 % of its wrong answers. */
function between(effort: Effort): Cell[] {
  return [
    [0.7, 200],
    [0.87, 200],
    [0.87, 1_000],
    [0.95, 1_000],
  ].flatMap(([p = 0, n = 0]) => {
    const runs = effort(n > 500 ? 600 : 1_000)
    const random = seededRandom('missing', p, n)
    const worlds = many(runs, () =>
      lossy(
        many(n, () => drawRuns(random, twoRuns(p, p, 0.5))),
        () => random.next() < 0.3,
      ),
    )
    const name = `errors in place of wrong answers, p ${p}, n ${n}`
    const share = (isSo: (world: { honest: CaseScore[]; lossy: CaseScore[] }) => boolean): number => worlds.filter(isSo).length / runs
    const better = share((world) => {
      const byModel = new Map([
        ['lossy', world.lossy],
        ['honest', world.honest],
      ])
      return ['better', 'equivalent'].includes(compareModels('task', accuracy, byModel, 1)[0]?.verdict ?? '')
    })
    const passes = share((world) => judgeRegression(world.lossy, world.honest, accuracy, 0).verdict === 'passed')
    const watch = share((world) => {
      const gate = watchGate({ bound: 'interval', baseline: 'main', margin: 0 }, accuracy, n)
      return gate !== null && watchCases(gate, world.lossy, world.honest).verdict === 'passed'
    })
    return [
      shareCell(6, `${name}: bias of the bare difference`, bias(worlds), {}),
      shareCell(6, `${name}: "better"`, better, { most: MOST }, runs),
      shareCell(6, `${name}: gate passes at margin 0`, passes, { most: MOST }, runs),
      shareCell(6, `${name}: watched gate passes at margin 0`, watch, { most: MOST }, runs),
    ]
  })
}

/** A model that is just as good as the threshold of its gate. */
function atThresholds(effort: Effort): Cell[] {
  return [
    [0.87, 200],
    [0.95, 200],
    [0.95, 1_000],
  ].flatMap(([p = 0, n = 0]) => {
    const runs = effort(n > 500 ? 300 : 1_000)
    const random = seededRandom('missing at a threshold', p, n)
    const task = { trials: { count: 1, pass: 'all' as const } }
    const worlds = many(runs, () => {
      const trials = many(n, (index) => {
        if (random.next() < p) return singleTrial(String(index), 'right')
        return random.next() < 0.3 ? missingTrial(String(index)) : singleTrial(String(index), 'wrong')
      })
      const { figure, tooManyMissing } = gateFigure(accuracy, trials, task)
      const passes = (value: MetricValue, problem: string | null): boolean =>
        judgeGate({ min: p, bound: 'interval' }, value, problem).verdict === 'passed'
      return { passed: passes(figure, tooManyMissing), ignoring: passes(accuracy.bounds(trials, task), null) }
    })
    const name = `threshold ${p} just true but for 30 % of the errors, n ${n}`
    const share = (key: 'passed' | 'ignoring'): number => worlds.filter((world) => world[key]).length / runs
    return [
      shareCell(6, `${name}: pass`, share('passed'), { most: MOST }, runs),
      shareCell(6, `${name}: pass, were what is missing ignored`, share('ignoring'), {}, runs),
    ]
  })
}

/** The first of each pair lost by chance where it is wrong. */
function lossy(pairs: readonly [number, number][], isLost: () => boolean): { honest: CaseScore[]; lossy: CaseScore[] } {
  return { honest: scoresOf(pairs.map(([, b]) => b)), lossy: scoresOf(pairs.map(([a]) => (a === 0 && isLost() ? null : a))) }
}

/** What the models seem to differ by on the cases that are left. */
function bias(worlds: readonly { honest: CaseScore[]; lossy: CaseScore[] }[]): number {
  let [sum, cases] = [0, 0]
  for (const world of worlds) {
    world.lossy.forEach(({ score }, index) => {
      if (score === null) return
      sum += score - (world.honest[index]?.score ?? 0)
      cases++
    })
  }
  return sum / cases
}
