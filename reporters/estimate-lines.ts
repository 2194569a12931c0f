import { formatMoney } from '../src/report/format-metric.ts'
import { formatNumber } from '../src/text/format-number.ts'
import type { Estimate, EstimatedRange, EstimateRow } from '../src/schema/estimate.ts'
import { stripControl } from '../src/text/strip-control.ts'
import { addRanges } from '../src/report/estimated-range.ts'
import { displayWidth } from './display-width.ts'

/** So many unknown parts are said in full. */
const SAID = 5

/** Money before it is spent: "$0.12–$0.35", "at least $0.12" where nothing bounds it. */
export function moneyRange({ low, high }: EstimatedRange): string {
  if (high === null) return `at least ${formatMoney(Math.round(low))}`
  if (high === 0) return '$0'
  const [from, to] = [formatMoney(Math.round(low)), formatMoney(Math.round(high))]
  return from === to ? from : `${from}–${to}`
}

/** An estimate in lines for the terminal: the whole, then each model and phase, then what is not known. */
export function estimateLines(estimate: Estimate): string[] {
  const models = [...Map.groupBy(estimate.rows, (row) => JSON.stringify([row.model, row.phase])).values()]
  const names = models.map((rows) => nameOf(rows[0] as EstimateRow))
  const width = Math.max(0, ...names.map(displayWidth))
  const lines = models.map((rows, index) => {
    const name = names[index] as string
    return `  ${name}${' '.repeat(width - displayWidth(name))}  ${figures(rows)}`
  })
  const { unknown, notes } = estimate
  const rest = unknown.length > SAID ? [`  unknown: ${unknown.length - SAID} more`] : []
  return [
    `Estimate: ${callsOf(estimate.calls)}, ${moneyRange(estimate.nanoUsd)}${allSimulated(estimate.rows) ? ' at simulated prices' : ''}`,
    ...lines,
    ...unknown.slice(0, SAID).map((each) => `  unknown: ${stripControl(each)}`),
    ...rest,
    ...notes.map((note) => `  ${stripControl(note)}`),
  ]
}

const nameOf = ({ model, phase, simulated }: EstimateRow): string =>
  stripControl(`${model}${simulated ? ' (simulated)' : ''}${phase === 'execution' ? '' : ` ${phase}`}`)

const allSimulated = (rows: readonly EstimateRow[]): boolean => rows.length > 0 && rows.every(({ simulated }) => simulated)

const callsOf = (calls: number | null): string => (calls === null ? 'calls unknown' : `${count(calls)} ${calls === 1 ? 'call' : 'calls'}`)

function figures(rows: readonly EstimateRow[]): string {
  const calls = rows.reduce<number | null>((sum, row) => (sum === null || row.calls === null ? null : sum + row.calls), 0)
  const money = rows.map(({ nanoUsd }) => nanoUsd)
  const cost = money.includes(null) ? 'cost unknown' : moneyRange(addRanges(money as EstimatedRange[]))
  return `${callsOf(calls)} · tokens in ${tokens(rows.map((row) => row.inputTokens))}, out ${tokens(rows.map((row) => row.outputTokens))} · ${cost}`
}

function tokens(ranges: readonly (EstimatedRange | null)[]): string {
  if (ranges.includes(null)) return 'unknown'
  const { low, high } = addRanges(ranges as EstimatedRange[])
  if (high === null) return `${count(low)} or more`
  return low === high ? count(low) : `${count(low)}–${count(high)}`
}

const count = (value: number): string => formatNumber(value, { decimals: 0 })
