import { LinePlaces } from './line-places.ts'
import type { LinePlace } from './line-splitter.ts'

/** Places of lines by the ids of their records. */
export interface PlacesById {
  has(id: string): boolean
  get(id: string): LinePlace | undefined
  /** In the order in which they were first set. */
  keys(): Iterable<string>
}

/** Places by id; the last one that is set for an id counts. */
export class NamedPlaces implements PlacesById {
  readonly #places = new LinePlaces()
  readonly #numbers = new Map<string, number>()

  get size(): number {
    return this.#numbers.size
  }

  set(id: string, { file, offset, length }: LinePlace): void {
    this.#numbers.set(id, this.#places.add(file, offset, length))
  }

  has(id: string): boolean {
    return this.#numbers.has(id)
  }

  get(id: string): LinePlace | undefined {
    const number = this.#numbers.get(id)
    return number === undefined ? undefined : this.#places.at(number)
  }

  keys(): Iterable<string> {
    return this.#numbers.keys()
  }
}
