import { compareModels } from '../../src/comparison/compare-models.ts'
import { rankModels } from '../../src/comparison/rank-models.ts'
import { scoreOf } from '../../src/comparison/score-of.ts'
import { seededRandom } from '../../src/random/seeded-random.ts'
import type { Random } from '../../src/random/seeded-random.ts'
import type { CaseScore, MetricDefinition } from '../../src/schema/metric-definition.ts'
import { shareCell, shareOf } from './cell.ts'
import type { Cell, Effort } from './cell.ts'
import { accuracy, beta, many, quality, scoresOf } from './worlds.ts'

const MOST = 0.05

/** Point 3: of equal models none is called worse than the best. */
export function ranking(effort: Effort): Cell[] {
  const right = (hard: readonly number[], random: Random) => hard.map((p) => Number(random.next() < p))
  const graded = (hard: readonly number[], random: Random) => hard.map((p) => (p + random.next()) / 2)
  return [4, 10]
    .flatMap((models) => [
      ...[20, 100].map((n) => cell(`right or wrong, n ${n}`, models, n, accuracy, right, effort(1_000))),
      cell('graded scores, n 12', models, 12, quality, graded, effort(150)),
      cell('graded scores, n 50', models, 50, quality, graded, effort(150)),
    ])
    .concat([8, 20, 50].flatMap((n) => unlike(n, effort(600))))
}

/** Two models whose scores have the same mean, but not the same spread: a test by flips alone takes one for better. */
function unlike(n: number, runs: number): Cell[] {
  const gain = 0.5 + 0.015 / 0.97
  const worlds = {
    'small gains, and rare losses of half a point': (random: Random) => [random.next() < 0.03 ? 0 : gain, 0.5] as const,
    'scores near 1, some of them far below': (random: Random) => [beta(random, 0.9, 2), beta(random, 0.9, 20)] as const,
  }
  return Object.entries(worlds).map(([name, draw]) => {
    const random = seededRandom('unlike', name, n)
    const wrong = shareOf(runs, (run) => {
      const drawn = many(n, () => draw(random))
      const scores = new Map(['a', 'b'].map((model, side) => [model, scoresOf(drawn.map((pair) => pair[side] as number))]))
      const verdict = compareModels('task', quality, scores, run)[0]?.verdict
      return verdict === 'better' || verdict === 'worse'
    })
    return shareCell(3, `2 models with the same mean, ${name}, n ${n}: one is "worse"`, wrong, { most: MOST }, runs)
  })
}

type Draw = (hard: readonly number[], random: Random) => number[]

function cell(name: string, models: number, n: number, metric: MetricDefinition, draw: Draw, runs: number): Cell {
  const random = seededRandom('ranking', name, models)
  const wrong = shareOf(runs, (run) => {
    const hard = many(n, () => random.next())
    const scores = new Map<string, CaseScore[]>(many(models, (model) => [`model ${model}`, scoresOf(draw(hard, random))]))
    const { entries } = rankModels('task', metric, scores, compareModels('task', metric, scores, run), (_, own) => ({
      score: scoreOf(own, metric),
      low: null,
      high: null,
    }))
    return entries.some(({ tiedWithBest }) => tiedWithBest === false)
  })
  return shareCell(3, `${models} equal models, ${name}: one is "not tied"`, wrong, { most: MOST }, runs)
}
