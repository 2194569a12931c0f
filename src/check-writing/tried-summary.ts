import { checkKind } from '../checks/check-kinds.ts'
import type { CheckSpec, Severity } from '../schema/check.ts'
import type { DropReason } from '../schema/checks-file.ts'
import { checkFigures, setFigures } from './selection/check-figures.ts'
import type { CheckFigures, SetFigures } from './selection/check-figures.ts'
import { uselessBecause } from './selection/screen-checks.ts'
import { BAD, FAILED, GOLD, GOOD, PASSED, UNDECIDED } from './selection/verdict-matrix.ts'
import type { KillRow, TriedChecks } from './tried-checks.ts'

/** What one check did. */
export interface CheckSummary extends CheckFigures {
  name: string
  severity: Severity
  killRate: number | null
  /** It asks a judge, and none was asked: nothing is known of it. */
  untried: boolean
  /** Why it would not be chosen by itself; `null` if it might be. */
  useless: DropReason | null
  /** Share of the meaning-changing mutants that it failed, by mutator; `null` where there were none. */
  kills: Record<string, number | null>
}

/** Checks that were tried, in figures: plain JSON. */
export interface TriedSummary {
  gold: number
  mutants: number
  stored: number
  labelled: { good: number; bad: number }
  /** What `passed`, `failed` and `undecided` of the checks count. */
  counted: 'stored' | 'gold'
  checks: CheckSummary[]
  /** All checks as one set. */
  together: SetFigures
  mutators: (Omit<KillRow, 'killedBy'> & { killRate: number | null })[]
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

/** The figures of checks that were tried; `checks` are those that were tried, in the same order. */
export function triedSummary(checks: readonly CheckSpec[], tried: TriedChecks): TriedSummary {
  const { answers, labels, kills } = tried
  const count = (origin: string, ...wanted: number[]) =>
    answers.filter((answer, index) => answer.origin === origin && (wanted.length === 0 || wanted.includes(labels[index] as number))).length
  const stored = count('stored')
  const counted = stored > 0 ? 'stored' : 'gold'
  return {
    gold: count('gold'),
    mutants: count('mutant'),
    stored,
    labelled: { good: count('stored', GOOD), bad: count('stored', BAD) },
    counted,
    checks: checks.map((check, index) => summaryOf(check, index, tried, counted)),
    together: togetherOf(tried),
    mutators: kills.map(({ killedBy: _, ...row }) => ({ ...row, killRate: share(row.killed, row.meaningChanging) })),
  }
}

function summaryOf({ name, severity, kind }: CheckSpec, index: number, tried: TriedChecks, counted: string): CheckSummary {
  const verdicts = tried.verdicts[index] as Uint8Array
  const untried = checkKind(kind)?.expense === 'judge' && verdicts.every((verdict) => verdict === UNDECIDED)
  const figures = {
    ...checkFigures(verdicts, tried.labels),
    ...verdictCounts(tried, index, counted),
    killRate: tried.killRates[index] ?? null,
  }
  return {
    name,
    severity,
    ...figures,
    ...(untried ? { coverage: null, ffr: null, mcc: null, killRate: null } : {}),
    untried,
    useless: untried ? null : uselessBecause(verdicts, tried.labels),
    kills: Object.fromEntries(
      tried.kills.map((row) => [row.mutator, untried ? null : share(row.killedBy[index] as number, row.meaningChanging)]),
    ),
  }
}

function verdictCounts({ verdicts, answers }: TriedChecks, check: number, origin: string) {
  const shown = [...(verdicts[check] as Uint8Array)].filter((_, index) => answers[index]?.origin === origin)
  const count = (wanted: number) => shown.filter((verdict) => verdict === wanted).length
  return { passed: count(PASSED), failed: count(FAILED), undecided: count(UNDECIDED) }
}

function togetherOf({ verdicts, labels }: TriedChecks): SetFigures {
  let [bad, good, failedBad, failedGood] = [0, 0, 0, 0]
  for (const [answer, label] of labels.entries()) {
    const failed = verdicts.some((of) => of[answer] === FAILED) ? 1 : 0
    if (label === BAD) {
      bad++
      failedBad += failed
    } else if (label === GOOD || label === GOLD) {
      good++
      failedGood += failed
    }
  }
  return setFigures(failedBad, bad, failedGood, good)
}
