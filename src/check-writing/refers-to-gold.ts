import { checkKind } from '../checks/check-kinds.ts'
import { compileExpression } from '../expressions/compile-expression.ts'
import type { CheckSpec } from '../schema/check.ts'
import type { Json } from '../schema/json.ts'

const VARIABLES_BUT_GOLD = ['output', 'text', 'input']

/** Does a legal check compare with gold: by a template, in an expression, or because it is given nothing else to compare with? */
export function refersToGold({ kind, arguments: given }: CheckSpec): boolean {
  const standard = checkKind(kind)?.goldArgument
  if (standard !== undefined && given[standard] === undefined) return true
  if (typeof given['cel'] === 'string' && namesGold(given['cel'])) return true
  return hasGoldTemplate(given)
}

const hasGoldTemplate = (value: Json): boolean => {
  if (typeof value === 'string') return /\{\{\s*gold[\s.}]/.test(value)
  return value !== null && typeof value === 'object' && Object.values(value).some(hasGoldTemplate)
}

/** An expression that is legal with gold only names it. */
function namesGold(cel: string): boolean {
  try {
    compileExpression(cel, VARIABLES_BUT_GOLD)
    return false
  } catch {
    return true
  }
}
