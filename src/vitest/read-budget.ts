import { EvalError } from '../schema/eval-error.ts'

/** An amount of US dollars from a command line or the environment. Throws EvalError config for what is none, or not above 0. */
export function readBudget(where: string, text: string): number {
  const usd = text.trim() === '' ? Number.NaN : Number(text)
  if (Number.isFinite(usd) && usd > 0) return usd
  throw new EvalError('config', `${where}: found ${JSON.stringify(text.slice(0, 80))}, expected an amount of US dollars above 0`, {
    hint: 'as in 2.50',
  })
}
