import type { CheckContext, CheckKind, CheckOutcome } from '../schema/check-kind.ts'
import type { CheckResult, CheckSpec, Verdict } from '../schema/check.ts'
import type { Json } from '../schema/json.ts'
import { shorten } from '../text/shorten.ts'
import { checkKind } from './check-kinds.ts'
import { fillArguments, hasTemplate } from './fill-arguments.ts'

/** Longest time that one check may take. Checks without waiting are bounded by the limits on their inputs. */
const DEADLINE_MS = 10_000
const LONGEST_SHOWN = 200
const ORDER = { cheap: 0, computed: 1, judge: 2 } as const

/** Runs checks on one answer, cheap ones first; results are in the written order. A check that crashes or takes too long is undecided. */
export async function runChecks(checks: readonly CheckSpec[], context: CheckContext): Promise<CheckResult[]> {
  const results = Array.from<CheckResult>({ length: checks.length })
  for (const index of runningOrder(checks)) {
    const spec = checks[index] as CheckSpec
    const applied = apply(spec, context)
    results[index] = resultOf(spec, applied instanceof Promise ? await applied : applied)
  }
  return results
}

const orders = new WeakMap<readonly CheckSpec[], number[]>()

function runningOrder(checks: readonly CheckSpec[]): number[] {
  const known = orders.get(checks)
  if (known) return known
  const expense = (index: number) => ORDER[checkKind((checks[index] as CheckSpec).kind)?.expense ?? 'cheap']
  const order = checks.map((_, index) => index).sort((a, b) => expense(a) - expense(b) || a - b)
  orders.set(checks, order)
  return order
}

function apply(spec: CheckSpec, context: CheckContext): CheckOutcome | Promise<CheckOutcome> {
  const kind = checkKind(spec.kind)
  if (!kind) return { verdict: 'undecided', message: `there is no kind of check ${spec.kind}` }
  try {
    const outcome = kind.apply(argumentsOf(spec, kind, context), context)
    return outcome instanceof Promise ? withDeadline(outcome) : outcome
  } catch (error) {
    return crashed(error)
  }
}

function argumentsOf(spec: CheckSpec, kind: CheckKind, context: CheckContext): Record<string, Json> {
  if (!isTemplated(spec)) return spec.arguments
  const filled = fillArguments(spec.arguments, context) as Record<string, Json>
  return kind.schema.parse(filled)
}

const templated = new WeakMap<CheckSpec, boolean>()

function isTemplated(spec: CheckSpec): boolean {
  const known = templated.get(spec)
  if (known !== undefined) return known
  const found = hasTemplate(spec.arguments)
  templated.set(spec, found)
  return found
}

async function withDeadline(outcome: Promise<CheckOutcome>): Promise<CheckOutcome> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<CheckOutcome>((resolve) => {
    timer = setTimeout(() => resolve({ verdict: 'undecided', message: `the check took more than ${DEADLINE_MS} ms` }), DEADLINE_MS)
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

function resultOf({ name, kind, severity, not }: CheckSpec, outcome: CheckOutcome): CheckResult {
  const verdict = not ? TURNED[outcome.verdict] : outcome.verdict
  if (verdict === 'passed') return { name, kind, severity, verdict, message: '' }
  const found = outcome.found === undefined ? undefined : show(outcome.found)
  const expected = outcome.expected === undefined ? undefined : `${not ? 'not ' : ''}${show(outcome.expected)}`
  const facts = [found === undefined ? null : `found ${found}`, expected === undefined ? null : `expected ${expected}`]
    .filter((fact) => fact !== null)
    .join(', ')
  const message = [outcome.message, verdict === 'failed' ? facts : null].filter(Boolean).join('; ')
  return {
    name,
    kind,
    severity,
    verdict,
    message,
    ...(found === undefined ? {} : { found }),
    ...(expected === undefined ? {} : { expected }),
  }
}

const TURNED: Record<Verdict, Verdict> = { passed: 'failed', failed: 'passed', undecided: 'undecided' }

function show(value: Json): string {
  if (typeof value === 'string' && value.length > 10_000) return shorten(value, LONGEST_SHOWN)
  return shorten(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''), LONGEST_SHOWN)
}
