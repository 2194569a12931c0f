import { z } from 'zod'
import { canonicalJson } from '../../hash/canonical-json.ts'
import type { ToolCall } from '../../schema/model-request.ts'
import type { Json } from '../../schema/json.ts'
import { defineCheck } from '../define-check.ts'
import { matchInOrder, matchPairs } from '../match-pairs.ts'
import { undecided, verdict } from '../outcomes.ts'

const expectedCall = z.strictObject({ name: z.string().min(1), arguments: z.record(z.string(), z.json()).optional() })
type ExpectedCall = z.infer<typeof expectedCall>

const MOST_CALLS = 1_000
const MOST_SHOWN = 10

/**
 * The answer's tool calls: each expected one is there; its `arguments`, where given, are contained in the call's. With `order: exact` they stand
 * in the written order; other calls fail unless `extra: allowed`. Over 1,000 calls in an answer: undecided.
 */
export const toolCalls = defineCheck({
  kind: 'tool-calls',
  passesWhen: "the answer's tool calls agree with `calls`",
  schema: z.strictObject({
    calls: z.array(expectedCall).max(100),
    order: z.enum(['any', 'exact']).default('any'),
    extra: z.enum(['allowed', 'forbidden']).default('forbidden'),
  }),
  expense: 'cheap',
  instruction: true,
  apply({ calls, order, extra }, { answer }) {
    if (answer.toolCalls.length > MOST_CALLS)
      return undecided(`the answer has ${answer.toolCalls.length} tool calls, expected at most ${MOST_CALLS}`)
    const found = answer.toolCalls.map(({ name, arguments: given }) => ({ name, arguments: given }))
    const pair = order === 'exact' ? matchInOrder : matchPairs
    const partners = pair(calls.length, found.length, (expected, given) =>
      agrees(calls[expected] as ExpectedCall, found[given] as ToolCall),
    )
    const missing = calls.filter((_, index) => partners[index] === null)
    const surplus = found.filter((_, index) => !partners.includes(index))
    const faults = [
      missing.length > 0 ? `missing${order === 'exact' ? ' in this order' : ''}: ${names(missing)}` : null,
      extra === 'forbidden' && surplus.length > 0 ? `not expected: ${names(surplus)}` : null,
    ].filter((fault) => fault !== null)
    return verdict(faults.length === 0, found, calls as unknown as Json, faults.join('; ') || undefined)
  },
})

const names = (calls: readonly { name: string }[]) =>
  calls
    .slice(0, MOST_SHOWN)
    .map(({ name }) => name)
    .join(', ') + (calls.length > MOST_SHOWN ? ', …' : '')

function agrees(expected: ExpectedCall, call: ToolCall): boolean {
  return expected.name === call.name && (expected.arguments === undefined || contains(call.arguments, expected.arguments))
}

/** Objects may have more fields than expected; everything else must be equal. */
function contains(found: Json, expected: Json): boolean {
  if (expected === null || typeof expected !== 'object' || Array.isArray(expected)) return canonicalJson(found) === canonicalJson(expected)
  if (found === null || typeof found !== 'object' || Array.isArray(found)) return false
  return Object.entries(expected).every(([key, value]) => Object.hasOwn(found, key) && contains(found[key] as Json, value))
}
