import { needsGold } from './output-shape.ts'
import { defineRatioMetric } from './ratio-metric.ts'

export const accuracy = defineRatioMetric({
  name: 'accuracy',
  label: 'Accuracy',
  description: 'Share of what was answered that is right.',
  unit: 'share',
  direction: 'higher',
  formula: 'Sets: precision ΣTP/(ΣTP + ΣFP), micro over cases. Single values: right / answered; no value found is wrong.',
  fits: (task) => ({ reason: needsGold(task) }),
  ratio: ({ truePositives, falsePositives }) => ({ numerator: truePositives, denominator: truePositives + falsePositives }),
  bothEmpty: 1,
  single: ({ right }) => right,
})
