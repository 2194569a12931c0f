import { needsGold, outputShape } from './output-shape.ts'
import type { TaskFacts } from './output-shape.ts'
import { defineRatioMetric } from './ratio-metric.ts'

export const fieldAccuracy = defineRatioMetric({
  name: 'field-accuracy',
  label: 'Field accuracy',
  description: 'Share of the compared fields of paired items that agree.',
  unit: 'share',
  direction: 'higher',
  formula: 'Σ fields that agree / Σ fields compared, over the pairs of answer and gold items.',
  fits: (task) => ({ reason: needsGold(task) ?? (outputShape(task) === 'single' ? 'a single value has no fields' : noFields(task)) }),
  partsOf: ({ fieldsAgreeing, fieldsCompared }) => ({
    truePositives: fieldsAgreeing,
    falsePositives: fieldsCompared - fieldsAgreeing,
    falseNegatives: 0,
  }),
  ratio: ({ truePositives, falsePositives }) => ({ numerator: truePositives, denominator: truePositives + falsePositives }),
  bothEmpty: null,
  single: null,
})

/** Fields are compared where a pairing names them, and where the answer is an object. */
function noFields({ pairing, output: { schema } }: TaskFacts): string | null {
  const isObject = !pairing && typeof schema === 'object' && schema?.type === 'object'
  return isObject || pairing?.compare?.length ? null : 'no fields are compared: name them in pairing.compare'
}
