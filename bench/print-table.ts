import { figureOf } from './measures.ts'
import type { Measure, PlanName } from './measures.ts'
import type { Sample } from './sample-plan.ts'

/** Prints every measure with its spread over the rounds; `true` where all keep their limits. The ratio is that of the medians. */
export function printTable(measures: readonly Measure[], samples: ReadonlyMap<PlanName, readonly Sample[]>): boolean {
  const rows = measures.map((measure) => {
    const of = figures(measure, samples.get(measure.of) ?? [])
    const to = figures(measure, samples.get(measure.to) ?? [])
    const ratio = middle(of) / middle(to)
    const ok = ratio <= measure.limit
    const verdict = ok ? 'ok' : measure.informational ? 'above (informational)' : 'FALLS SHORT'
    const cells = [measure.name, spread(of, measure), spread(to, measure), ratio.toFixed(2), `≤ ${measure.limit}`, verdict]
    return { ok: ok || measure.informational === true, cells }
  })
  printCells([['measure', 'min / median / max', 'compared with', 'ratio', 'limit', 'verdict'], ...rows.map(({ cells }) => cells)])
  return rows.every(({ ok }) => ok)
}

/** Prints cells in columns as wide as their widest. */
export function printCells(table: readonly (readonly string[])[]): void {
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0)))
  for (const cells of table) {
    const line = cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')
    console.log(line.trimEnd())
  }
}

/** The figure of each round, least first. */
function figures({ figure }: Measure, samples: readonly Sample[]): number[] {
  return samples.map((sample) => figureOf(sample, figure)).sort((a, b) => a - b)
}

function middle(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

function spread(sorted: readonly number[], { figure }: Measure): string {
  const bytes = figure === 'peakBytes'
  const text = (value: number | undefined) =>
    value === undefined ? '–' : bytes ? String(Math.round(value / 2 ** 20)) : (value / 1e3).toFixed(2)
  return `${text(sorted[0])} / ${text(middle(sorted))} / ${text(sorted.at(-1))} ${bytes ? 'MB' : 's'}`
}
