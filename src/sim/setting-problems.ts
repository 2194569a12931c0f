import type { z } from 'zod'
import { failuresSchema, latencySchema, mistakesSchema, simSettingsSchema } from './sim-settings-schema.ts'
import { unknownWord } from './unknown-word.ts'

export interface SettingProblem {
  /** What was found and what was expected. */
  message: string
  hint?: string | undefined
}

const groups: Record<string, readonly string[]> = {
  sim: Object.keys(simSettingsSchema.shape),
  'sim.mistakes': Object.keys(mistakesSchema.shape),
  'sim.failures': Object.keys(failuresSchema.shape),
}

/** What is wrong with `sim:` settings, one sentence per issue; an unknown key comes with the legal ones. */
export function settingProblems(issues: readonly z.core.$ZodIssue[], sim: unknown): SettingProblem[] {
  return issues.flatMap((issue) => {
    const place = ['sim', ...issue.path.map(String)].join('.')
    if (issue.code !== 'unrecognized_keys') return [{ message: `${place}: ${issue.message}` }]
    return issue.keys.map((key) => unknownWord(`setting ${place}.${key}`, key, groups[place] ?? latencyKeys(sim)))
  })
}

/** The fields that the chosen kind of latency has. */
function latencyKeys(sim: unknown): string[] {
  const kind = (sim as { latency?: { kind?: unknown } }).latency?.kind
  const option = latencySchema.options.find(({ shape }) => shape.kind.value === kind)
  return option ? Object.keys(option.shape) : []
}
