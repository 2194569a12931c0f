import type { CheckContext, CheckKind, CheckOutcome } from '../schema/check-kind.ts'
import type { CheckResult, CheckSpec } from '../schema/check.ts'
import type { Json } from '../schema/json.ts'
import { checkKind } from './check-kinds.ts'
import { checkResult } from './check-result.ts'
import { fillArguments, hasTemplate } from './fill-arguments.ts'
import { parseArguments } from './resolve-check.ts'
import type { CheckProblem } from './resolve-check.ts'

/** Longest time that one check may wait. Checks that do not wait are bounded by the limits on what they read. */
const DEADLINES_MS: Record<CheckKind['expense'], number | null> = {
  cheap: 10_000,
  computed: 60_000,
  // The engine owns the time of its calls: a judge may be waited for as long as models are.
  judge: null,
}
const ORDER: Record<CheckKind['expense'], number> = { cheap: 0, computed: 1, judge: 2 }
const ONLY = [0]

export interface RunChecksOptions {
  /** Where kinds are looked up. Default: the kinds of taskbench. */
  kindOf?: (name: string) => CheckKind | null
  /** Instead of the deadlines by expense. */
  deadlineMs?: number
}

/**
 * Runs checks on one answer, cheap ones first; results are in the written order. A check that cannot be applied, crashes or takes too long is
 * undecided; it never rejects.
 */
export async function runChecks(
  checks: readonly CheckSpec[],
  context: CheckContext,
  options: RunChecksOptions = {},
): Promise<CheckResult[]> {
  const kindOf = options.kindOf ?? checkKind
  const results = Array.from<CheckResult>({ length: checks.length })
  const judged: Promise<void>[] = []
  for (const index of runningOrder(checks, kindOf)) {
    const spec = checks[index] as CheckSpec
    const kind = kindOf(spec.kind)
    const applied = apply(spec, kind, context, options.deadlineMs)
    const keep = (outcome: CheckOutcome) => void (results[index] = checkResult(spec, outcome))
    if (!(applied instanceof Promise)) keep(applied)
    // Questions to a judge come last and are asked together.
    else if (kind?.expense === 'judge') judged.push(applied.then(keep))
    else keep(await applied)
  }
  if (judged.length > 0) await Promise.all(judged)
  return results
}

function runningOrder(checks: readonly CheckSpec[], kindOf: (name: string) => CheckKind | null): readonly number[] {
  if (checks.length === 1) return ONLY
  const ranks = checks.map(({ kind }) => ORDER[kindOf(kind)?.expense ?? 'cheap'])
  return checks.map((_, index) => index).sort((a, b) => (ranks[a] as number) - (ranks[b] as number) || a - b)
}

function apply(
  spec: CheckSpec,
  kind: CheckKind | null,
  context: CheckContext,
  deadlineMs: number | undefined,
): CheckOutcome | Promise<CheckOutcome> {
  if (!kind) return { verdict: 'undecided', message: `there is no kind of check ${JSON.stringify(spec.kind)}` }
  try {
    const given = isTemplated(spec) ? filledArguments(spec, kind, context) : spec.arguments
    const outcome = kind.apply(given, context)
    return outcome instanceof Promise ? withDeadline(outcome, deadlineMs ?? DEADLINES_MS[kind.expense]) : outcome
  } catch (error) {
    return crashed(error)
  }
}

function filledArguments(spec: CheckSpec, kind: CheckKind, context: CheckContext): Record<string, Json> {
  const filled = fillArguments(spec.arguments, context) as Record<string, Json>
  let parsed = parseArguments(kind, filled)
  // A number of the case where a text is expected is that text.
  if ('problems' in parsed) parsed = parseArguments(kind, { ...filled, ...asTexts(spec, parsed.problems, context) })
  if ('problems' in parsed) throw new Error(parsed.problems.map(({ message }) => message).join('; '))
  return parsed.arguments
}

function asTexts(spec: CheckSpec, problems: readonly CheckProblem[], context: CheckContext): Record<string, Json> {
  const names = new Set(problems.map(({ path }) => String(path[0])))
  const wrong = Object.fromEntries(Object.entries(spec.arguments).filter(([name]) => names.has(name)))
  return fillArguments(wrong, context, 'text') as Record<string, Json>
}

const templated = new WeakMap<CheckSpec, boolean>()

function isTemplated(spec: CheckSpec): boolean {
  const known = templated.get(spec)
  if (known !== undefined) return known
  const found = hasTemplate(spec.arguments)
  templated.set(spec, found)
  return found
}

async function withDeadline(outcome: Promise<CheckOutcome>, deadlineMs: number | null): Promise<CheckOutcome> {
  if (deadlineMs === null) return outcome.catch(crashed)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<CheckOutcome>((resolve) => {
    timer = setTimeout(() => resolve({ verdict: 'undecided', message: `the check took more than ${deadlineMs} ms` }), deadlineMs)
  })
  try {
    return await Promise.race([outcome, late])
  } catch (error) {
    return crashed(error)
  } finally {
    clearTimeout(timer)
  }
}

function crashed(error: unknown): CheckOutcome {
  return { verdict: 'undecided', message: `the check could not be applied: ${error instanceof Error ? error.message : String(error)}` }
}
