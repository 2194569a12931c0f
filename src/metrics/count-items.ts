import type { Json } from '../schema/json.ts'
import type { Pairing } from '../schema/task.ts'
import type { Ingredients } from '../schema/trial-record.ts'
import { fieldAgrees, fieldOf } from './field-agrees.ts'
import { pairByKeys } from './pair-by-keys.ts'

/**
 * Counts of answer items against gold items. A pair that disagrees in a compared field is a false positive and a false negative; a field
 * that gold leaves out is not compared. Rejects with EvalError `config` where semantic pairing lacks its packages.
 */
export async function countItems(
  answer: readonly Json[],
  gold: readonly Json[],
  pairing: Pairing,
): Promise<NonNullable<Ingredients['items']>> {
  const nothing = answer.length === 0 || gold.length === 0
  const { pairs, greedy } = nothing ? { pairs: [], greedy: false } : await pairByKeys(answer, gold, pairing)
  let [truePositives, fieldsAgreeing, fieldsCompared] = [0, 0, 0]
  for (const { row, column } of pairs) {
    let agreeing = true
    for (const compare of pairing.compare ?? []) {
      const wanted = fieldOf(gold[column] as Json, compare.path)
      if (wanted === undefined) continue
      const agrees = await fieldAgrees(fieldOf(answer[row] as Json, compare.path), wanted, compare)
      fieldsCompared++
      if (agrees) fieldsAgreeing++
      else agreeing = false
    }
    if (agreeing) truePositives++
  }
  const wrong = { falsePositives: answer.length - truePositives, falseNegatives: gold.length - truePositives }
  return { truePositives, ...wrong, fieldsAgreeing, fieldsCompared, ...(greedy ? { greedy } : {}) }
}
