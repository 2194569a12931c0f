import { EvalError } from '../../schema/eval-error.ts'

export interface NumberRules {
  least?: number
  above?: number
  most: number
  whole?: boolean
}

/** The number of an option; `undefined` where it was not given. Throws EvalError config for anything else. */
export function numberOption(
  name: string,
  given: string | undefined,
  { least, above, most, whole = false }: NumberRules,
): number | undefined {
  if (given === undefined) return undefined
  const value = given.trim() === '' ? Number.NaN : Number(given)
  const isLegal = (least === undefined || value >= least) && (above === undefined || value > above) && value <= most
  if (isLegal && (!whole || Number.isInteger(value))) return value
  const from = above === undefined ? `from ${least}` : `above ${above}`
  throw new EvalError(
    'config',
    `${name}: found ${JSON.stringify(given.slice(0, 40))}, expected a ${whole ? 'whole ' : ''}number ${from} up to ${most}`,
  )
}
