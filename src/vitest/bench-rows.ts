import type { Bench, BenchFnOptions } from 'vitest'
import type { MeasuredModel } from '../services/profile-desk.ts'

/** Rows of Vitest's table: each a figure of every request. */
const ROWS = [
  { figure: 'firstTokenMs', name: 'first token' },
  { figure: 'latencyMs', name: 'end to end' },
] as const

/** Without this tinybench calls the function once more, to see whether it is asynchronous. */
const SYNCHRONOUS: BenchFnOptions = { async: false }

/** Has Vitest show what was measured: one table per figure, a row per model, every request an iteration of the length that it had. */
export async function showRows(bench: Bench, measured: readonly MeasuredModel[]): Promise<void> {
  for (const { figure, name } of ROWS) {
    const rows = measured.flatMap(({ cell, values }) => {
      const durations = values[figure]
      let next = 0
      const iteration = () => ({ overriddenDuration: durations[next++] })
      const label = `${cell.model}${cell.simulated ? ' (simulated)' : ''}: ${name}`
      return durations.length === 0 ? [] : [{ iterations: durations.length, row: bench(label, SYNCHRONOUS, iteration) }]
    })
    const [first] = rows
    // Rows of one table have equally many iterations: those of the model that answered least.
    const options = { name, time: 0, warmup: false, iterations: Math.min(...rows.map(({ iterations }) => iterations)) }
    if (rows.length === 1) await first?.row.run(options)
    else if (rows.length > 1) await bench.compare(...rows.map(({ row }) => row), options)
  }
}
