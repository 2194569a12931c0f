import { needsGold } from './output-shape.ts'
import { defineRatioMetric } from './ratio-metric.ts'

export const completeness = defineRatioMetric({
  name: 'completeness',
  label: 'Completeness',
  description: 'Share of gold that was found.',
  unit: 'share',
  direction: 'higher',
  formula: 'Sets: recall ΣTP/(ΣTP + ΣFN), micro over cases. Single values: right / answered.',
  fits: (task) => ({ reason: needsGold(task) }),
  ratio: ({ truePositives, falseNegatives }) => ({ numerator: truePositives, denominator: truePositives + falseNegatives }),
  bothEmpty: 1,
  single: ({ right }) => right,
})
