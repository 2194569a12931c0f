import type { Sample } from '../schema/sample.ts'

/** What rates, objectives and time series need of a request; NaN is unknown. */
const COLUMNS = [
  'startMs',
  'endMs',
  'firstAtMs',
  'lastAtMs',
  'inputTokens',
  'outputTokens',
  'latencyMs',
  'firstTokenMs',
  'isMeasured',
  'isFailed',
  'isOpening',
  'meetsSlo',
] as const
type Column = (typeof COLUMNS)[number]

/** One request, as numbers. */
export type RequestRow = Record<Column, number>

/** Requests of one block in the order in which they ended: a hundred bytes for each. */
export class RequestColumns {
  #numbers = new Float64Array(COLUMNS.length * 64)
  length = 0

  add(sample: Sample): void {
    const from = this.length * COLUMNS.length
    if (from === this.#numbers.length) {
      const grown = new Float64Array(from * 2)
      grown.set(this.#numbers)
      this.#numbers = grown
    }
    const { startMs, endMs, firstAtMs, lastAtMs, usage, latencyMs, firstTokenMs, phase, error, turn, meetsSlo } = sample
    const values: (number | null)[] = [
      startMs,
      endMs,
      firstAtMs,
      lastAtMs,
      usage.inputTokens,
      usage.outputTokens,
      latencyMs,
      firstTokenMs,
      phase === 'measured' ? 1 : 0,
      error === null ? 0 : 1,
      turn === 0 ? 1 : 0,
      meetsSlo === null ? null : Number(meetsSlo),
    ]
    for (const [offset, value] of values.entries()) this.#numbers[from + offset] = value ?? Number.NaN
    this.length++
  }

  *rows(): Generator<RequestRow> {
    const numbers = this.#numbers
    for (let from = 0; from < this.length * COLUMNS.length; from += COLUMNS.length) {
      const row = {} as RequestRow
      for (let column = 0; column < COLUMNS.length; column++) row[COLUMNS[column] as Column] = numbers[from + column] as number
      yield row
    }
  }
}
