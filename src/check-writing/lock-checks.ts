import { checkKind } from '../checks/check-kinds.ts'
import { resolveCheck } from '../checks/resolve-check.ts'
import { TOO_MANY_STEPS } from '../expressions/expression-meter.ts'
import type { MutantOptions } from '../mutators/mutants-of.ts'
import type { AnswerLabel } from '../schema/answer-label.ts'
import type { CheckSpec } from '../schema/check.ts'
import type { CheckCategory, ChecksFile, DroppedCheck, GeneratedCheck } from '../schema/checks-file.ts'
import type { Task } from '../schema/task.ts'
import { writtenFor } from '../tasks/written-for.ts'
import { shorten } from '../text/shorten.ts'
import { endlessChecks } from './endless-checks.ts'
import type { OpenJudge } from './judge-sample.ts'
import { equalToOwn, onlyChecks } from './own-checks.ts'
import { refersToGold } from './refers-to-gold.ts'
import { checkFigures } from './selection/check-figures.ts'
import type { EstimatedShare, OutOfFold } from './selection/out-of-fold.ts'
import { uselessBecause } from './selection/screen-checks.ts'
import { selectChecks } from './selection/select-checks.ts'
import type { SelectedChecks } from './selection/select-checks.ts'
import type { StoredAnswer } from './stored-answers.ts'
import { tryChecks } from './try-checks.ts'
import type { KillRow, TriedChecks } from './tried-checks.ts'

/** A check as a writer proposes it: untrusted. */
export interface CandidateCheck {
  /** As it would stand in a task file. */
  check: unknown
  /** Phrase of the task that it follows from. */
  source?: string | undefined
  category?: CheckCategory | undefined
}

export interface LockChecksInput {
  task: Task
  candidates: readonly CandidateCheck[]
  writtenBy: NonNullable<ChecksFile['writtenBy']>
  /** What was locked before: checks that a person reviewed are kept as they are. */
  previous?: ChecksFile | null
  answers?: AsyncIterable<StoredAnswer> | Iterable<StoredAnswer>
  labels?: ReadonlyMap<string, AnswerLabel>
  mutants?: MutantOptions
  /** Left out, checks that ask a judge cannot be tried and are dropped. */
  openJudge?: OpenJudge | undefined
  signal?: AbortSignal
}

export interface LockedChecks {
  file: ChecksFile
  /** How the checks of the file and those that were dropped did. */
  tried: TriedChecks
  selection: SelectedChecks
}

/** Most of the good answers that critical checks may fail together, and all checks. */
export const MOST_FALSE_FAILURES = { critical: 0.05, all: 0.25 } as const

const LONGEST_TEXT = 2_000
/** Most candidates that are tried. */
const MOST_CANDIDATES = 500

/**
 * Tries proposed checks, chooses among them, and makes the file that locks them. A critical check that is not among those with so few false
 * failures becomes a warning; with fewer than 30 good answers every new check does, and is marked unproven. What is not used is listed with the
 * reason, as is what fails the same answers as a check of the task file. Nothing is asked but a judge, and nothing is written.
 */
export async function lockChecks(input: LockChecksInput): Promise<LockedChecks> {
  const { task, previous, writtenBy } = input
  const kept = previous?.checks.filter(({ reviewed }) => reviewed) ?? []
  const own = task.checks.filter(({ place }) => place?.file === task.file)
  const { proposed: candidates, dropped } = legalCandidates(input.candidates, [...own, ...kept.map(({ check }) => check)])
  const endless = await endlessChecks(
    task,
    candidates.map(({ check }) => check),
  )
  for (const index of endless) dropped.push({ name: candidates[index]?.check.name ?? '', reason: 'crashes', detail: TOO_MANY_STEPS })
  const legal = candidates.filter((_, index) => !endless.has(index))
  const compared = own.filter(({ kind }) => checkKind(kind)?.expense !== 'judge')
  const checks = [...compared, ...kept.map(({ check }) => check), ...legal.map(({ check }) => check)]
  const { answers, labels, mutants, openJudge, signal } = input
  const given = { ...(answers && { answers }), ...(labels && { labels }), ...(mutants && { mutants }), ...(signal && { signal }) }
  const all = await tryChecks({ task, checks, openJudge, ...given })
  const equals = equalToOwn(all, compared.length)
  const first = compared.length + kept.length
  const proposed = legal.filter(({ check }, index) => {
    const equal = equals.get(first + index)
    if (equal !== undefined) dropped.push({ name: check.name, reason: 'equal', detail: all.checks[equal] ?? '' })
    return equal === undefined
  })
  const tried = onlyChecks(
    all,
    [...checks.keys()].filter((index) => index >= compared.length && (index < first || !equals.has(index))),
  )
  const { selection, critical } = chosen(tried, kept.length)
  const generated = selection.selected.map((index): GeneratedCheck => {
    const figures = figuresOf(index, tried, selection)
    const pinned = kept[index]
    if (pinned) return { ...pinned, ...figures }
    const { check, source, category } = proposed[index - kept.length] as Proposed
    const isCapped = check.severity === 'critical' && (selection.unproven || !critical.has(index))
    return {
      check: isCapped ? { ...check, severity: 'warning' } : check,
      ...(source === undefined ? {} : { source: shorten(source.toWellFormed(), LONGEST_TEXT) }),
      ...(category === undefined ? {} : { category }),
      ...figures,
      reviewed: false,
      unproven: selection.unproven,
    }
  })
  const file: ChecksFile = {
    version: 1,
    task: task.name,
    writtenFor: writtenFor(task),
    writtenBy,
    ...(selection.outOfFold ? { outOfFold: roundedShares(selection.outOfFold) } : {}),
    checks: generated,
    dropped: [...dropped, ...selection.dropped.map((each) => droppedCheck(each, tried.checks))],
  }
  return { file, tried, selection }
}

interface Proposed extends Omit<CandidateCheck, 'check'> {
  check: CheckSpec
}

/** Candidates that are legal checks and do not look at gold, each with a name of its own. */
function legalCandidates(candidates: readonly CandidateCheck[], taken: readonly CheckSpec[]) {
  const proposed: Proposed[] = []
  const dropped: DroppedCheck[] = []
  const names = new Set(taken.map(({ name }) => name))
  for (const [index, { check: raw, ...said }] of candidates.entries()) {
    if (index >= MOST_CANDIDATES) {
      dropped.push({ name: nameOf(raw, index), reason: 'over-the-number' })
      continue
    }
    const resolved = resolveCheck(raw)
    if ('problems' in resolved) {
      const detail = resolved.problems.map(({ path, message }) => [...path, message].join(' ')).join('; ')
      dropped.push({ name: nameOf(raw, index), reason: 'not-valid', detail: shorten(detail.toWellFormed(), LONGEST_TEXT) })
      continue
    }
    const name = freeName(resolved.check.name, names)
    if (refersToGold(resolved.check)) dropped.push({ name, reason: 'refers-to-gold' })
    else {
      names.add(name)
      proposed.push({ ...said, check: { ...resolved.check, name } })
    }
  }
  return { proposed, dropped }
}

function nameOf(raw: unknown, index: number): string {
  const name = raw !== null && typeof raw === 'object' ? (raw as { name?: unknown }).name : undefined
  return typeof name === 'string' && name.length > 0 ? name.slice(0, 120).toWellFormed() : `check ${index + 1}`
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name
  for (let count = 2; taken.has(free); count++) free = `${name.slice(0, 110)} (${count})`
  return free
}

/** First those that may be critical, then with them all others. The figures are those of choosing all at once. */
function chosen({ checks, verdicts, labels, groups }: TriedChecks, kept: number): { selection: SelectedChecks; critical: Set<number> } {
  const pinned = Array.from({ length: kept }, (_, index) => index)
  // What a person keeps though it fails right answers would seem to catch everything, and leave nothing for others to catch.
  const isWrong = (of: Uint8Array) => ['fails-gold', 'always-fails'].includes(uselessBecause(of, labels) ?? '')
  const counted = verdicts.map((of, check) => (check < kept && isWrong(of) ? new Uint8Array(of.length) : of))
  const given = { names: checks, verdicts: counted, labels, groups }
  const { core, added } = selectChecks({ ...given, pinned, tau: MOST_FALSE_FAILURES.critical })
  const critical = new Set([...core, ...added])
  const { outOfFold } = selectChecks({ ...given, pinned, tau: MOST_FALSE_FAILURES.all })
  const selection = selectChecks({ ...given, pinned: [...pinned, ...core], tau: MOST_FALSE_FAILURES.all })
  const figures = verdicts.map((of) => checkFigures(of, labels))
  return { selection: { ...selection, figures, outOfFold }, critical }
}

function figuresOf(index: number, { killRates, kills }: TriedChecks, { figures }: SelectedChecks) {
  const { coverage = null, ffr = null } = figures[index] ?? {}
  return { killRate: rounded(killRates[index] ?? null), ...killsOf(index, kills), coverage: rounded(coverage), ffr: rounded(ffr) }
}

/** Of the mutators that changed a meaning, how much a check failed: in hundredths, which are enough to read. */
function killsOf(check: number, rows: TriedChecks['kills']): { kills?: Record<string, number> } {
  const changing = rows.filter(({ meaningChanging }) => meaningChanging > 0)
  const share = (row: KillRow) => Math.round((100 * (row.killedBy[check] as number)) / row.meaningChanging) / 100
  return changing.length === 0 ? {} : { kills: Object.fromEntries(changing.map((row) => [row.mutator, share(row)])) }
}

const rounded = (share: number | null): number | null => (share === null ? null : Math.round(share * 10_000) / 10_000)

function roundedShares({ coverage, ffr }: OutOfFold): OutOfFold {
  const round = (share: EstimatedShare | null) =>
    share && { value: rounded(share.value) ?? 0, low: rounded(share.low) ?? 0, high: rounded(share.high) ?? 0, n: share.n }
  return { coverage: round(coverage), ffr: round(ffr) }
}

function droppedCheck({ check, reason, equalTo }: SelectedChecks['dropped'][number], names: readonly string[]): DroppedCheck {
  return { name: names[check] ?? '', reason, ...(equalTo === undefined ? {} : { detail: names[equalTo] ?? '' }) }
}
