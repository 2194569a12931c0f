import type { z } from 'zod'
import type { Problem } from '../config/zod-faults.ts'
import type { JsonObject } from '../schema/json.ts'
import type { scenarioSchema } from '../schema/scenario.ts'
import { inputAt, placeholdersOf } from '../tasks/render-messages.ts'
import { nearest } from '../text/nearest.ts'
import { loadProblems } from './load-problems.ts'

/** A scenario whose types are right, with defaults. */
export type GivenScenario = z.output<typeof scenarioSchema>

/** A problem at a text inside of the value at its path. */
export interface TextProblem extends Problem {
  text?: string
}

/** What is wrong with a scenario, beyond its schema. `inputs` is `null` where they could not be read. */
export function scenarioProblems(
  given: GivenScenario,
  inputs: readonly JsonObject[] | null,
  written: { stop?: unknown; load?: unknown },
): TextProblem[] {
  return [
    ...promptProblems(given),
    ...loadProblems(given, written),
    ...(inputs === null ? [] : placeholderProblems(given, inputs)),
    ...turnProblems(given),
  ]
}

function promptProblems({ system, prompt, messages }: GivenScenario): Problem[] {
  if (messages !== undefined && (prompt !== undefined || system !== undefined))
    return [
      {
        path: ['messages'],
        message: `found messages beside ${prompt === undefined ? 'system' : 'prompt'}, expected one of them`,
        hint: 'put all into messages',
        atKey: true,
      },
    ]
  if (messages === undefined && prompt === undefined)
    return [{ path: [], message: 'prompt is missing, expected prompt or messages', hint: 'what is asked of the models' }]
  if (messages !== undefined && messages.at(-1)?.role !== 'user')
    return [
      {
        path: ['messages', messages.length - 1, 'role'],
        message: `messages: the last one is of ${messages.at(-1)?.role}, expected user`,
      },
    ]
  return []
}

/** Nobody is there to answer the calls of a model between two turns. */
function turnProblems({ turns, tools }: GivenScenario): Problem[] {
  if (!turns?.length || !tools?.length) return []
  return [
    {
      path: ['turns'],
      message: 'found turns beside tools, expected one of them',
      hint: 'tool calls are measured, never answered',
      atKey: true,
    },
  ]
}

function placeholderProblems(given: GivenScenario, inputs: readonly JsonObject[]): TextProblem[] {
  return templatesOf(given).flatMap(({ path, template }) =>
    placeholdersOf(template).flatMap(({ name, written }) => {
      const missing = inputs.filter((input) => inputAt(input, name) === undefined)
      const [first] = missing
      if (!first) return []
      const fields = Object.keys(first)
      const meant = nearest(name, fields)
      return [
        {
          path,
          text: written,
          message: `the placeholder {{${name}}} has no value in ${missing.length} of ${inputs.length} inputs`,
          hint: `${meant ? `did you mean {{${meant}}}?` : `the input has: ${fields.join(', ') || 'nothing'}`}; \\{{ keeps braces as they are`,
        },
      ]
    }),
  )
}

function templatesOf({ system, prompt, messages, turns }: GivenScenario): { path: PropertyKey[]; template: string }[] {
  return [
    ...(system === undefined ? [] : [{ path: ['system'], template: system }]),
    ...(prompt === undefined ? [] : [{ path: ['prompt'], template: prompt }]),
    ...(messages ?? []).map(({ content }, index) => ({ path: ['messages', index, 'content'], template: content })),
    ...(turns ?? []).map((template, index) => ({ path: ['turns', index], template })),
  ]
}
