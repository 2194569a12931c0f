import { z } from 'zod'
import { canonicalJson } from '../../hash/canonical-json.ts'
import type { ToolCall } from '../../schema/model-request.ts'
import type { Json } from '../../schema/json.ts'
import { defineCheck } from '../define-check.ts'
import { verdict } from '../outcomes.ts'

const expectedCall = z.strictObject({ name: z.string().min(1), arguments: z.record(z.string(), z.json()).optional() })
type ExpectedCall = z.infer<typeof expectedCall>

/** The answer's tool calls: each expected one is there; its `arguments`, where given, are contained in the call's. */
export const toolCalls = defineCheck({
  kind: 'tool-calls',
  passesWhen: "the answer's calls agree",
  schema: z.strictObject({
    calls: z.array(expectedCall),
    order: z.enum(['any', 'exact']).default('any'),
    extra: z.enum(['allowed', 'forbidden']).default('forbidden'),
  }),
  expense: 'cheap',
  instruction: true,
  apply({ calls, order, extra }, { answer }) {
    const found = answer.toolCalls.map(({ name, arguments: given }) => ({ name, arguments: given }))
    const used = new Set<number>()
    let from = 0
    const missing = calls.filter((call) => {
      const at = answer.toolCalls.findIndex(
        (candidate, index) => !used.has(index) && (order === 'any' || index >= from) && agrees(call, candidate),
      )
      if (at < 0) return true
      used.add(at)
      from = at + 1
      return false
    })
    const surplus = answer.toolCalls.filter((_, index) => !used.has(index)).map(({ name }) => name)
    const faults = [
      missing.length > 0 ? `missing${order === 'exact' ? ' in this order' : ''}: ${missing.map(({ name }) => name).join(', ')}` : null,
      extra === 'forbidden' && surplus.length > 0 ? `not expected: ${surplus.join(', ')}` : null,
    ].filter((fault) => fault !== null)
    return verdict(faults.length === 0, found as Json, calls as unknown as Json, faults.join('; ') || undefined)
  },
})

function agrees(expected: ExpectedCall, call: ToolCall): boolean {
  return expected.name === call.name && (expected.arguments === undefined || contains(call.arguments, expected.arguments))
}

/** Objects may have more fields than expected; everything else must be equal. */
function contains(found: Json, expected: Json): boolean {
  if (expected === null || typeof expected !== 'object' || Array.isArray(expected)) return canonicalJson(found) === canonicalJson(expected)
  if (found === null || typeof found !== 'object' || Array.isArray(found)) return false
  return Object.entries(expected).every(([key, value]) => Object.hasOwn(found, key) && contains(found[key] as Json, value))
}
