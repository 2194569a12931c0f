import type { CheckOutcome } from '../schema/check-kind.ts'
import type { CheckResult, CheckSpec, Verdict } from '../schema/check.ts'
import type { Json } from '../schema/json.ts'
import { shorten } from '../text/shorten.ts'

const LONGEST_SHOWN = 200
const LONGEST_MESSAGE = 800

const TURNED: Record<Verdict, Verdict> = { passed: 'failed', failed: 'passed', undecided: 'undecided' }

/** The result of a check from what its kind said: turned round by `not`, with what was found and expected shortened for people. */
export function checkResult({ name, kind, severity, not }: CheckSpec, outcome: CheckOutcome): CheckResult {
  const verdict = not && !outcome.firm ? TURNED[outcome.verdict] : outcome.verdict
  if (verdict === 'passed') return { name, kind, severity, verdict, message: shorten(outcome.reason ?? '', LONGEST_MESSAGE) }
  const found = outcome.found === undefined ? undefined : show(outcome.found)
  const expected = outcome.expected === undefined ? undefined : `${not ? 'not ' : ''}${show(outcome.expected)}`
  const facts =
    verdict === 'failed' ? [found === undefined ? '' : `found ${found}`, expected === undefined ? '' : `expected ${expected}`] : []
  const message = [outcome.message ?? outcome.reason ?? '', facts.filter((fact) => fact !== '').join(', ')]
    .filter((part) => part !== '')
    .join('; ')
  return {
    name,
    kind,
    severity,
    verdict,
    message: shorten(message, LONGEST_MESSAGE),
    ...(found === undefined ? {} : { found }),
    ...(expected === undefined ? {} : { expected }),
  }
}

function show(value: Json): string {
  if (value === '') return 'an empty text'
  return shorten(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''), LONGEST_SHOWN)
}
