import { defineMetric } from './define-metric.ts'
import { checkFigure, checkScores, needsChecks } from './weighted-checks.ts'

export const instructionFollowing = defineMetric({
  name: 'instruction-following',
  label: 'Instruction following',
  description: 'Weighted share of the checks that an answer passed, without judges, latency and cost.',
  unit: 'share',
  direction: 'higher',
  dependsOn: 'checks',
  formula: 'Per answer Σ weight·passed / Σ weight·decided (critical 4, warning 2, info 1), then the mean over cases.',
  fits: needsChecks,
  scores: (trials) => checkScores(trials, 'instructions'),
  compute: (trials, _task, confidence) => checkFigure(trials, 'instructions', confidence),
})
