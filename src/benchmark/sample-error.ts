import type { EvalError } from '../schema/eval-error.ts'
import type { SampleErrorKind } from '../schema/sample.ts'

export function sampleErrorKind(error: EvalError): SampleErrorKind {
  if (error.kind === 'budget' || error.kind === 'auth') return error.kind
  if (error.kind === 'rate-limit') return 'rate-limited'
  if (error.kind === 'timeout') return 'deadline'
  if (error.kind === 'aborted') return 'cancelled'
  return 'other'
}
