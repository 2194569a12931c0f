import { MOST_PAIRED_INPUTS } from '../schema/profile.ts'
import type { ProfileFigure } from '../schema/profile.ts'
import { FigurePool } from './figure-pool.ts'

interface InputLogs {
  input: number
  turn: number
  n: number
  sum: number
}

/** One figure of one block as it is measured, for its profile: all values, and by input for the first thousand that are seen. */
export class BlockFigure {
  readonly #pool = new FigurePool()
  readonly #byInput = new Map<string, InputLogs>()
  #logs = 0

  /** What is unknown is left out, and so is a time of 0 or less: a clock that stood still has no logarithm. */
  add(value: number | null, input: number, turn: number): void {
    if (value === null || !Number.isFinite(value) || value <= 0) return
    this.#pool.add(value)
    const log = Math.log(value)
    this.#logs += log
    const key = `${input} ${turn}`
    const found = this.#byInput.get(key)
    if (found !== undefined) {
      found.n++
      found.sum += log
    } else if (this.#byInput.size < MOST_PAIRED_INPUTS) this.#byInput.set(key, { input, turn, n: 1, sum: log })
  }

  /** `null`: no request has it. */
  profile(): ProfileFigure | null {
    const { n } = this.#pool
    if (n === 0) return null
    return {
      n,
      median: rounded(this.#pool.quantile(0.5)),
      p95: rounded(this.#pool.quantile(0.95)),
      meanLog: rounded(this.#logs / n),
      inputs: [...this.#byInput.values()]
        .sort((a, b) => a.input - b.input || a.turn - b.turn)
        .map((each) => [each.input, each.turn, each.n, rounded(each.sum / each.n)]),
    }
  }
}

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6
