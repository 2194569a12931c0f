import type { z } from 'zod'
import { shorten } from '../text/shorten.ts'
import type { CheckProblem } from './resolve-check.ts'

/** What zod found in a check's arguments, in words. */
export function problemsOf(error: z.core.$ZodError, given: unknown): CheckProblem[] {
  return error.issues.map((issue) => {
    const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)))
    const name = path.length === 0 ? 'the check' : path.join('.')
    const found = path.reduce<unknown>(
      (value, step) => (value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[step] : undefined),
      given,
    )
    if (found === undefined && path.length > 0) return { path: [], message: `${name} is missing` }
    const shown = path.length === 0 ? '' : `: found ${shorten(JSON.stringify(found) ?? 'nothing', 60)}`
    return { path, message: `${name}${shown}, ${lowerFirst(issue.message.replace(/^Invalid input: /, ''))}` }
  })
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
