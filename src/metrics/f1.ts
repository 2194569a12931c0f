import { needsGold, outputShape } from './output-shape.ts'
import { defineRatioMetric } from './ratio-metric.ts'

export const f1 = defineRatioMetric({
  name: 'f1',
  label: 'F1',
  description: 'Harmonic mean of accuracy and completeness of sets.',
  unit: 'share',
  direction: 'higher',
  formula: '2ΣTP/(2ΣTP + ΣFP + ΣFN), micro over cases (van Rijsbergen 1979).',
  fits: (task) => ({
    reason: needsGold(task) ?? (outputShape(task) === 'single' ? 'a single value is right or wrong: use accuracy' : null),
  }),
  ratio: ({ truePositives, falsePositives, falseNegatives }) => ({
    numerator: 2 * truePositives,
    denominator: 2 * truePositives + falsePositives + falseNegatives,
  }),
  bothEmpty: 1,
  single: null,
})
