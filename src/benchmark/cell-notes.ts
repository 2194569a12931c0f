import type { BenchmarkCell } from '../schema/benchmark-report.ts'
import type { Scenario, SloMetric } from '../schema/scenario.ts'
import type { CellTally } from './cell-tally.ts'

/** What a reader should know of a cell's figures. */
export function cellNotes(known: { scenario: Scenario; tally: CellTally; figures: BenchmarkCell['figures'] }): string[] {
  const { scenario, tally, figures } = known
  const notes: string[] = []
  const { answered, streamed } = tally
  if (answered > 0 && streamed === 0)
    notes.push('answers came as a whole: the first token comes with the last, and there is no time per token')
  else if (streamed < answered)
    notes.push(`${answered - streamed} of ${answered} answers came as a whole: their first token comes with the last`)
  for (const metric of Object.keys(scenario.slo ?? {}) as SloMetric[]) {
    const having = figures[metric]?.n ?? 0
    if (having < answered) notes.push(`${answered - having} of ${answered} answers have no ${metric}: they do not meet the objective on it`)
  }
  const { source } = tally.tokens
  if (answered > 0 && source === 'none') notes.push('nobody said how many tokens were used: there is no time per token')
  if (source === 'estimated') notes.push('tokens are estimated: the provider does not report them')
  if (source === 'mixed') notes.push('tokens are reported for some answers and estimated for others')
  return notes
}
