import type { CaseScore, MetricDefinition } from '../schema/metric-definition.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { meanInterval } from '../statistics/mean-interval.ts'
import { passAtK, passHatK } from '../statistics/pass-at-k.ts'
import { defineMetric, noFigure } from './define-metric.ts'
import { groupCases, openNote } from './group-cases.ts'

interface Rule {
  label: string
  description: string
  formula: string
  scoreOf: typeof passAtK
}

const RULES: Record<'@' | '^', Rule> = {
  '@': {
    label: 'pass@',
    description: 'Probability that at least one of k trials passes.',
    formula: 'Mean over cases of 1 − C(n−c, k)/C(n, k), c of n trials passed (Chen et al. 2021).',
    scoreOf: passAtK,
  },
  '^': {
    label: 'pass^',
    description: 'Probability that all of k trials pass.',
    formula: 'Mean over cases of C(c, k)/C(n, k), c of n trials passed (Yao et al. 2024).',
    scoreOf: passHatK,
  },
}

const NAME = /^pass([@^])([1-9][0-9]{0,3})$/

/** The metric `pass@k` or `pass^k` for a name such as `pass@2`; `null` for any other name. */
export function passOfK(name: string): MetricDefinition | null {
  const [, sign, digits] = NAME.exec(name) ?? []
  return sign === undefined ? null : definePassOfK(sign as '@' | '^', Number(digits))
}

function definePassOfK(sign: '@' | '^', k: number): MetricDefinition {
  const rule = RULES[sign]
  const name = `pass${sign}${k}`
  const scores = (trials: readonly TrialRecord[]): CaseScore[] =>
    groupCases(trials).map(({ case: id, caseHash, answered }) => {
      const decided = answered.filter(({ verdict }) => verdict !== 'undecided')
      const passed = decided.filter(({ verdict }) => verdict === 'passed').length
      return { case: id, caseHash, score: rule.scoreOf(decided.length, passed, k) }
    })
  return defineMetric({
    name,
    label: `${rule.label}${k}`,
    description: rule.description,
    unit: 'share',
    direction: 'higher',
    dependsOn: 'checks',
    formula: rule.formula,
    fits: ({ trials }) => ({ reason: trials.count < k ? `it needs ${k} trials per case, the task has ${trials.count}` : null }),
    scores,
    compute: (trials, _task, confidence) => {
      const found = scores(trials).map(({ score }) => score)
      const interval = meanInterval(found, confidence)
      if (!interval) return noFigure(`no case has ${k} decided trials`)
      return { ...interval, n: found.filter((score) => score !== null).length, reason: openNote(groupCases(trials)) }
    },
  })
}
