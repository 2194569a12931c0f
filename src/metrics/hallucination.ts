import { needsGold } from './output-shape.ts'
import { defineRatioMetric } from './ratio-metric.ts'

export const hallucination = defineRatioMetric({
  name: 'hallucination',
  label: 'Hallucination',
  description: 'Share of what was answered that is not in gold.',
  unit: 'share',
  direction: 'lower',
  formula: 'Sets: 1 − precision = ΣFP/(ΣTP + ΣFP), micro over cases. Single values: wrong and not empty / answered.',
  fits: (task) => ({ reason: needsGold(task) }),
  ratio: ({ truePositives, falsePositives }) => ({ numerator: falsePositives, denominator: truePositives + falsePositives }),
  bothEmpty: 0,
  single: ({ right, empty }) => !right && !empty,
})
