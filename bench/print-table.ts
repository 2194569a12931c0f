import type { Sample } from './bench-project.ts'
import type { Measure, ProjectName } from './measures.ts'

/** Prints every measure with its spread over the rounds; `true` where all keep their limits. The ratio is that of the medians. */
export function printTable(measures: readonly Measure[], samples: ReadonlyMap<ProjectName, readonly Sample[]>): boolean {
  const rows = measures.map((measure) => {
    const of = figures(measure, samples.get(measure.of) ?? [])
    const to = figures(measure, samples.get(measure.to) ?? [])
    const ratio = middle(of) / middle(to)
    const ok = ratio <= measure.limit
    const verdict = ok ? 'ok' : measure.informational ? 'above (informational)' : 'FALLS SHORT'
    const cells = [measure.name, spread(of, measure), spread(to, measure), ratio.toFixed(2), `≤ ${measure.limit}`, verdict]
    return { ok: ok || measure.informational === true, cells }
  })
  const head = ['measure', 'min / median / max', 'compared with', 'ratio', 'limit', 'verdict']
  const table = [head, ...rows.map(({ cells }) => cells)]
  const widths = head.map((_, column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0)))
  for (const cells of table)
    console.log(
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
  return rows.every(({ ok }) => ok)
}

/** The figure of each round, least first. */
function figures({ figure }: Measure, samples: readonly Sample[]): number[] {
  return samples.map((sample) => sample[figure]).sort((a, b) => a - b)
}

function middle(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

function spread(sorted: readonly number[], { figure }: Measure): string {
  const text = (value: number | undefined) =>
    value === undefined ? '–' : figure === 'wallMs' ? (value / 1e3).toFixed(2) : String(Math.round(value / 2 ** 20))
  return `${text(sorted[0])} / ${text(middle(sorted))} / ${text(sorted.at(-1))} ${figure === 'wallMs' ? 's' : 'MB'}`
}
