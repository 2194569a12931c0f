import { LEAST_GOOD } from '../../check-writing/selection/select-checks.ts'
import { DROP_REASONS } from '../../schema/checks-file.ts'
import type { ChecksFile } from '../../schema/checks-file.ts'
import type { CheckSpec } from '../../schema/check.ts'
import { percent, plainTable } from './plain-table.ts'

const HEADER = ['check', 'kind', 'severity', 'category', 'kill rate', 'coverage', 'FFR', '', 'follows from']

/** A file of checks as lines for a terminal: what each check caught, what the choice is worth, and what was dropped. */
export function renderChecksFile({ checks, writtenBy, outOfFold, dropped }: ChecksFile): string {
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
  const lines = [by, '', ...plainTable(HEADER, rows)]
  if (outOfFold)
    lines.push('', `on answers that the choice did not see: coverage ${interval(outOfFold.coverage)}, FFR ${interval(outOfFold.ffr)}`)
  if (checks.some(({ unproven }) => unproven))
    lines.push(`unproven: fewer than ${LEAST_GOOD} good answers; look at them and say reviewed: true`)
  if (dropped.length > 0) {
    const reasons = dropped.map(({ name, reason, detail }) => [name, DROP_REASONS[reason], detail ?? ''])
    lines.push('', ...plainTable(['not used', 'because', ''], reasons))
  }
  return lines.join('\n')
}

/** Checks that stand in the task file, as lines for a terminal. */
export function renderOwnChecks(checks: readonly CheckSpec[]): string {
  const rows = checks.map(({ name, kind, severity, description }) => [name, kind, severity, description ?? ''])
  return plainTable(['check', 'kind', 'severity', ''], rows).join('\n')
}

const interval = (share: { value: number; low: number; high: number; n: number } | null): string =>
  share === null ? 'not known' : `${percent(share.value)} (${percent(share.low)}–${percent(share.high)}, n = ${share.n})`
