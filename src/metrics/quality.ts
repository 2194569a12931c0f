import { defineMetric } from './define-metric.ts'
import { checkFigure, checkScores, needsChecks } from './weighted-checks.ts'

export const quality = defineMetric({
  name: 'quality',
  label: 'Quality',
  description: 'Weighted share of the checks that an answer passed, judges included; judge error is not in the interval.',
  unit: 'share',
  direction: 'higher',
  dependsOn: 'checks',
  formula:
    'Per answer Σ weight·passed / Σ weight·decided (critical 4, warning 2, info 1) with judge checks, then the mean over cases. Without judge checks it is instruction following.',
  refines: 'instruction-following',
  fits: needsChecks,
  scores: (trials) => checkScores(trials, 'quality'),
  compute: (trials, _task, confidence) => checkFigure(trials, 'quality', confidence),
})
