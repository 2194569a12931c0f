import { needsGold, outputShape } from './output-shape.ts'
import { defineRatioMetric } from './ratio-metric.ts'

export const fieldAccuracy = defineRatioMetric({
  name: 'field-accuracy',
  label: 'Field accuracy',
  description: 'Share of the compared fields of paired items that agree.',
  unit: 'share',
  direction: 'higher',
  formula: 'Σ fields that agree / Σ fields compared, over the pairs of answer and gold items.',
  fits: (task) => {
    const noFields = task.pairing && !task.pairing.compare?.length ? 'the pairing compares no fields: name them in pairing.compare' : null
    return { reason: needsGold(task) ?? (outputShape(task) === 'single' ? 'a single value has no fields' : noFields) }
  },
  partsOf: ({ fieldsAgreeing, fieldsCompared }) => ({
    truePositives: fieldsAgreeing,
    falsePositives: fieldsCompared - fieldsAgreeing,
    falseNegatives: 0,
  }),
  ratio: ({ truePositives, falsePositives }) => ({ numerator: truePositives, denominator: truePositives + falsePositives }),
  bothEmpty: null,
  single: null,
})
