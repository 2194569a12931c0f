import type { CheckResult } from '../schema/check.ts'
import { checkKind } from './check-kinds.ts'

/** Did a judge leave a question about an answer undecided? */
export const isLeftOpen = (checks: readonly CheckResult[]): boolean =>
  checks.some(({ kind, verdict }) => verdict === 'undecided' && checkKind(kind)?.expense === 'judge')
