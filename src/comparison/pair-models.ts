import type { Baseline } from '../schema/baseline.ts'
import { EvalError } from '../schema/eval-error.ts'

/** Which model of run a stands against which of run b. */
export interface PairedModels {
  /** Labels in a by their labels in b; a label that is not in it is only in b. */
  labelInA: ReadonlyMap<string, string>
  notes: string[]
}

/** Labels that are named in a sentence. */
const MOST_NAMED = 10

/**
 * Pairs the models of two runs: those named as `A=B` first, then those of one label. Where nothing is named and no label is on both sides, the only
 * model of each run is the pair. Throws EvalError config for a name that a side does not have, or has twice.
 */
export function pairModels(a: Baseline, b: Baseline, wanted: readonly string[] = []): PairedModels {
  const [inA, inB] = [labelsOf(a), labelsOf(b)]
  const named = wanted.map((text) => pairOf(text, inA, inB))
  requireOnce(named)
  const taken = { a: new Set(named.map((pair) => pair.a)), b: new Set(named.map((pair) => pair.b)) }
  const same = inB.filter((label) => inA.includes(label) && !taken.a.has(label) && !taken.b.has(label))
  const labelInA = new Map([
    ...named.map((pair): [string, string] => [pair.b, pair.a]),
    ...same.map((label): [string, string] => [label, label]),
  ])
  if (labelInA.size > 0 || inA.length === 0 || inB.length === 0) return { labelInA, notes: [] }
  const [onlyA, onlyB] = [inA[0] as string, inB[0] as string]
  if (inA.length === 1 && inB.length === 1) {
    const note = `No model has the same label on both sides: ${onlyB} of B is held against ${onlyA} of A, the only model of each`
    return { labelInA: new Map([[onlyB, onlyA]]), notes: [note] }
  }
  const note = `No model has the same label on both sides: pair them as with --models "${onlyA}=${onlyB}". A has ${listed(inA)}; B has ${listed(inB)}`
  return { labelInA, notes: [note] }
}

function labelsOf({ tasks }: Baseline): string[] {
  return [...new Set(tasks.flatMap(({ models }) => models.map(({ model }) => model)))]
}

function listed(labels: readonly string[]): string {
  const more = labels.length - MOST_NAMED
  return `${labels.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

/** A label may hold an equals sign itself. */
function pairOf(text: string, inA: readonly string[], inB: readonly string[]): { a: string; b: string } {
  const splits = [...text.matchAll(/=/g)].map(({ index }) => ({ a: text.slice(0, index).trim(), b: text.slice(index + 1).trim() }))
  const found = splits.find((pair) => inA.includes(pair.a) && inB.includes(pair.b))
  if (found) return found
  throw new EvalError('config', `--models: found ${JSON.stringify(text.slice(0, 120))}, expected A=B with a label of each side`, {
    hint: `A has ${listed(inA)}; B has ${listed(inB)}`,
  })
}

function requireOnce(pairs: readonly { a: string; b: string }[]): void {
  for (const side of ['a', 'b'] as const) {
    const labels = pairs.map((pair) => pair[side])
    const twice = labels.find((label, index) => labels.indexOf(label) !== index)
    if (twice === undefined) continue
    throw new EvalError('config', `--models: found ${twice} of ${side.toUpperCase()} twice, expected each model once`)
  }
}
