import type { Json } from '../schema/json.ts'
import { extractJson } from '../text/extract-json.ts'

const LONGEST_REPLY = 200_000

/** The list that a writer was asked for, under its key or bare; at most `most` of it. `problem`: why there is none, or not all of it. Never throws. */
export function readReply(text: string, key: string, most: number): { items: Json[]; problem: string | null } {
  if (text.length > LONGEST_REPLY) return nothing(`the reply has ${text.length} characters, more than the ${LONGEST_REPLY} that are read`)
  const found = extractJson(text)
  if (found.value === undefined) return nothing(found.problem.replace('the answer', 'the reply'))
  const list = listIn(found.value, key)
  if (list === undefined) return nothing(`expected a list under ${JSON.stringify(key)}`)
  if (list.length === 0) return nothing(`the list under ${JSON.stringify(key)} is empty`)
  const problem = list.length > most ? `the list has ${list.length} entries, expected at most ${most}: the rest was left out` : null
  return { items: list.slice(0, most), problem }
}

const nothing = (problem: string) => ({ items: [], problem })

function listIn(value: Json, key: string): Json[] | undefined {
  if (Array.isArray(value)) return value
  if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined
  const list = value[key]
  return Array.isArray(list) ? list : undefined
}
