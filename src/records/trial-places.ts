import { LinePlaces } from './line-places.ts'
import type { LinePlace } from './line-splitter.ts'
import { compareNatural } from './record-order.ts'
import type { TrialKey } from './record-order.ts'

/** Numbers of places by trial, of one case. */
type OfCase = Map<number, number>

/** Places of the records of trials, the last of each trial; every name is held once. */
export class TrialPlaces {
  readonly #places = new LinePlaces()
  readonly #tasks = new Map<string, Map<string, Map<string, OfCase>>>()

  /** The place's number. */
  set({ task, model, case: caseId, trial }: TrialKey, { file, offset, length }: LinePlace): number {
    const number = this.#places.add(file, offset, length)
    getOrAdd(getOrAdd(getOrAdd(this.#tasks, task), model), caseId).set(trial, number)
    return number
  }

  /** Numbers by task, model, case and trial. What was set is forgotten, but its places are not. */
  inOrder(): Uint32Array {
    const order = new Uint32Array(this.#places.size)
    let count = 0
    for (const models of sorted(this.#tasks))
      for (const cases of sorted(models))
        for (const trials of sorted(cases)) for (const [, number] of [...trials].sort(([a], [b]) => a - b)) order[count++] = number
    this.#tasks.clear()
    return order.subarray(0, count)
  }

  *at(numbers: Iterable<number>): Generator<LinePlace> {
    for (const number of numbers) yield this.#places.at(number)
  }
}

function getOrAdd<V extends Map<unknown, unknown>>(map: Map<string, V>, key: string): V {
  const known = map.get(key)
  if (known) return known
  const added = new Map() as V
  map.set(key, added)
  return added
}

const sorted = <V>(map: ReadonlyMap<string, V>): V[] => [...map].sort(([a], [b]) => compareNatural(a, b)).map(([, value]) => value)
