import { answerFormat } from '../answers/answer-formats.ts'
import { readNumber } from '../answers/read-number.ts'
import { hashJson } from '../hash/hash-json.ts'
import type { Answer } from '../schema/answer.ts'
import type { Reading } from '../schema/answer-format.ts'
import type { CheckResult } from '../schema/check.ts'
import type { Json } from '../schema/json.ts'
import type { Pairing } from '../schema/task.ts'
import type { Ingredients } from '../schema/trial-record.ts'
import { checkWeights } from './check-weights.ts'
import type { KindOf } from './check-weights.ts'
import { countItems } from './count-items.ts'
import { itemsOf } from './items-of.ts'
import { countFields, objectFields } from './object-fields.ts'
import { isEmpty, isTooDeep, valueText } from './value-text.ts'

/** A trial as its ingredients are worked out from it. */
export interface TrialFacts {
  /** `null`: it failed in a way that counts as an answer; its reading has no value then. */
  answer: Pick<Answer, 'text'> | null
  reading: Reading
  /** `undefined`: nothing is known to be right. */
  gold: Json | undefined
  format: string
  pairing: Pairing | null
  checks: readonly CheckResult[]
  kindOf: KindOf
}

/** Longer texts are prose, not labels. */
const LABEL_LENGTH = 100
const WHOLE_ITEMS: Pairing = { by: 'normalized' }

/**
 * What metrics are computed from, of one trial. With a pairing, or gold that is a list, items are paired (whole normalised items without a
 * pairing); an object of a structured format is paired field by field (see `objectFields`); anything else is right or wrong: numbers by
 * value, the rest as normalised text. Rejects with EvalError `config` for a bad path or where semantic pairing lacks its packages.
 */
export async function trialIngredients(trial: TrialFacts): Promise<Ingredients> {
  const value = readValue(trial.reading)
  return {
    items: await pairedItems(value, trial),
    single: singleValue(value, trial),
    ...checkWeights(trial.checks, trial.kindOf),
    label: labelOf(value ?? trial.answer?.text),
    agreement: null,
  }
}

/** The value that was read; nothing of one that nests without end. */
export const readValue = ({ value }: Pick<Reading, 'value'>): Json | undefined =>
  value === undefined || isTooDeep(value) ? undefined : value

/** How gold is compared: by its pairing, as a list, as an object, or as one value. */
function comparison({ gold, pairing, format }: TrialFacts): 'none' | 'items' | 'fields' | 'single' {
  if (gold === undefined) return 'none'
  if (pairing) return 'items'
  if (gold === null || typeof gold !== 'object' || answerFormat(format).shape === 'single') return 'single'
  return Array.isArray(gold) ? 'items' : 'fields'
}

async function pairedItems(value: Json | undefined, trial: TrialFacts): Promise<Ingredients['items']> {
  const { gold, pairing } = trial
  const by = comparison(trial)
  if (by === 'items') return countItems(itemsOf(value, pairing), itemsOf(gold, pairing), pairing ?? WHOLE_ITEMS)
  return by === 'fields' ? countFields(objectFields(value), objectFields(gold)) : null
}

/** Right or wrong; no value is wrong unless gold has none either. */
function singleValue(value: Json | undefined, trial: TrialFacts): Ingredients['single'] {
  if (comparison(trial) !== 'single') return null
  const empty = isEmpty(value)
  const right = empty ? isEmpty(trial.gold) && trial.answer !== null : sameNumber(value, trial) || sameText(value, trial.gold)
  return { right, empty }
}

const sameText = (a: Json | undefined, b: Json | undefined): boolean => valueText(a, 'normalized') === valueText(b, 'normalized')

/** Numbers may differ by rounding; gold of the format `number` may be text that holds one. */
function sameNumber(value: Json | undefined, { gold, format }: TrialFacts): boolean {
  if (typeof value !== 'number') return false
  const wanted = answerFormat(format).shape === 'single' ? readNumber(gold) : gold
  return typeof wanted === 'number' && Math.abs(value - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted))
}

/** The hash of a short scalar, by which trials of a case are compared; `null` for prose, lists and objects. */
function labelOf(value: Json | undefined): string | null {
  if (value === undefined || (value !== null && typeof value === 'object')) return null
  if (typeof value === 'string' && value.length > LABEL_LENGTH) return null
  return hashJson(valueText(value, 'normalized'))
}
