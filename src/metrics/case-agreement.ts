import type { Answer } from '../schema/answer.ts'
import type { Reading } from '../schema/answer-format.ts'
import type { Json } from '../schema/json.ts'
import type { Pairing, TaskSettings } from '../schema/task.ts'
import type { Ingredients } from '../schema/trial-record.ts'
import { similarity } from '../similarity/similarity.ts'
import { itemsOf } from './items-of.ts'
import { commonCount, objectFields } from './object-fields.ts'
import { keysOf, pairTexts } from './pair-by-keys.ts'
import { readValue } from './trial-ingredients.ts'

/** An answered trial of a case. */
export interface AgreementTrial {
  answer: Pick<Answer, 'text'> | null
  reading: Pick<Reading, 'value'>
  ingredients: Pick<Ingredients, 'label'>
}

/** Of more answers than this the first are compared pair by pair. */
const MOST_COMPARED = 20

/**
 * How far the answered trials of one case agree, 0..1; `null` for fewer than two. Labels: Σ n_k(n_k−1)/(n(n−1)), n_k answers with label k.
 * Lists and objects: mean pairwise F1 of their items, by the task's pairing (semantic ones as fuzzy) without compared fields. Text: mean
 * pairwise F1 of words.
 */
export function caseAgreement(trials: readonly AgreementTrial[], task: Pick<TaskSettings, 'pairing'>): number | null {
  if (trials.length < 2) return null
  const values = trials.map(({ reading }) => readValue(reading))
  if (task.pairing || values.some(isList)) return pairwise(values, listF1(task.pairing))
  if (values.some(isObject)) return pairwise(values.map(fieldTexts), bagF1)
  const labels = trials.flatMap(({ ingredients }) => ingredients.label ?? [])
  if (labels.length === trials.length) return labelAgreement(labels)
  return pairwise(
    trials.map(({ answer }, index) => answer?.text ?? String(values[index] ?? '')),
    (a, b) => similarity(a, b, 'tokens'),
  )
}

const isList = (value: Json | undefined): boolean => Array.isArray(value)
const isObject = (value: Json | undefined): boolean => typeof value === 'object' && value !== null

const fieldTexts = (value: Json | undefined): string[] =>
  [...objectFields(value)].flatMap(([path, texts]) => texts.map((text) => `${path} ${text}`))

function labelAgreement(labels: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  let agreeing = 0
  for (const count of counts.values()) agreeing += count * (count - 1)
  return agreeing / (labels.length * (labels.length - 1))
}

function pairwise<T>(values: readonly T[], agreement: (a: T, b: T) => number): number {
  const compared = values.slice(0, MOST_COMPARED)
  let sum = 0
  compared.forEach((a, i) => compared.slice(i + 1).forEach((b) => (sum += agreement(a, b))))
  return sum / ((compared.length * (compared.length - 1)) / 2)
}

/** Two empty sides agree. */
const f1 = (common: number, a: number, b: number): number => (a + b === 0 ? 1 : (2 * common) / (a + b))

const bagF1 = (a: readonly string[], b: readonly string[]): number => f1(commonCount(a, b), a.length, b.length)

function listF1(pairing: Pairing | null): (a: Json | undefined, b: Json | undefined) => number {
  const { by = 'normalized', threshold } = pairing ?? {}
  const method = by === 'semantic' ? 'fuzzy' : by
  return (a, b) => {
    const [left, right] = [itemsOf(a, pairing), itemsOf(b, pairing)]
    const keys = { key: pairing?.key, by: method }
    const { pairs } = pairTexts(keysOf(left, keys), keysOf(right, keys), method, by === 'semantic' ? undefined : threshold)
    return f1(pairs.length, left.length, right.length)
  }
}
