import { DROP_REASONS, LEAST_GOOD } from '../src/schema/checks-file.ts'
import type { ChecksFile, GeneratedCheck } from '../src/schema/checks-file.ts'
import type { CheckSpec } from '../src/schema/check.ts'
import { oneLine } from './one-line.ts'
import { percent, plainTable } from './plain-table.ts'

/** A file written by hand may name anything. */
const MOST_MUTATORS = 40

/** So many good answers no critical check may fail by itself. */
const LARGE_FFR = 0.05

const HEADER = ['check', 'kind', 'severity', 'category', 'kill rate', 'coverage', 'FFR', '', 'follows from']

/** A file of checks as lines for a terminal of `width` columns: what each check caught, of which damages, what the choice is worth, and what was dropped. */
export function checksFileLines({ checks, writtenBy, outOfFold, dropped }: ChecksFile, width = Infinity): string[] {
  const by = writtenBy ? `written by ${writtenBy.model} on ${writtenBy.date} (prompt ${writtenBy.promptVersion})` : 'written by hand'
  const rows = checks.map(({ check, category, killRate = null, coverage = null, ffr = null, reviewed, unproven, source }) => [
    check.name,
    check.kind,
    check.severity,
    category ?? '',
    percent(killRate),
    percent(coverage),
    percent(ffr),
    [reviewed ? 'reviewed' : '', unproven ? 'unproven' : ''].filter(Boolean).join(', '),
    source === undefined ? '' : `“${source}”`,
  ])
  const lines = [by, '', ...plainTable(HEADER, rows, width), ...killMatrixLines(checks, width)]
  if (outOfFold)
    lines.push('', `on answers that the choice did not see: coverage ${interval(outOfFold.coverage)}, FFR ${interval(outOfFold.ffr)}`)
  if (checks.some(({ unproven }) => unproven))
    lines.push(`unproven: fewer than ${LEAST_GOOD} good answers; look at them and say reviewed: true`)
  for (const { check, reviewed, ffr } of checks)
    if (reviewed && typeof ffr === 'number' && ffr > LARGE_FFR)
      lines.push(`${oneLine(check.name, 120)} is kept for it was reviewed, and fails ${percent(ffr)} of the good answers: look at it again`)
  if (dropped.length > 0) {
    const reasons = dropped.map(({ name, reason, detail }) => [name, DROP_REASONS[reason], detail ?? ''])
    lines.push('', ...plainTable(['not used', 'because', ''], reasons, width))
  }
  return lines
}

/** Checks that stand in the task file, as lines for a terminal of `width` columns. */
export function ownChecksLines(checks: readonly CheckSpec[], width = Infinity): string[] {
  const rows = checks.map(({ name, kind, severity, description }) => [name, kind, severity, description ?? ''])
  return plainTable(['check', 'kind', 'severity', ''], rows, width)
}

/** What each check did to the damages of each kind; nothing where the file does not say. */
function killMatrixLines(checks: readonly GeneratedCheck[], width: number): string[] {
  const mutators = [...new Set(checks.flatMap(({ kills = {} }) => Object.keys(kills)))].slice(0, MOST_MUTATORS)
  if (mutators.length === 0) return []
  const rows = checks.map(({ check, kills = {} }) => [
    check.name,
    ...mutators.map((mutator) => (Object.hasOwn(kills, mutator) ? wholePercent(kills[mutator] ?? null) : '–')),
  ])
  return ['', ...plainTable(['killed, in %', ...mutators], rows, width)]
}

const wholePercent = (share: number | null): string => percent(share).replace(/(\.\d)?%$/, '')

const interval = (share: { value: number; low: number; high: number; n: number } | null): string =>
  share === null ? 'not known' : `${percent(share.value)} (${percent(share.low)}–${percent(share.high)}, n = ${share.n})`
