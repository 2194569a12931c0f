import { describe, expect, it } from 'vitest'
import type { Json } from '../../schema/json.ts'
import { faultsOf, judge } from '../testing/judge.ts'
import type { Facts } from '../testing/judge.ts'

const passed = 'passed'
const failed = 'failed'
const undecided = 'undecided'
type Example = [args: Record<string, unknown>, facts: Facts, verdict: string]

const call = (name: string, given: Json = {}) => ({ name, arguments: given })

describe('tool-calls', () => {
  it.each<Example>([
    [{ calls: [{ name: 'a' }] }, { toolCalls: [call('a')] }, passed],
    [{ calls: [{ name: 'a' }] }, { toolCalls: [] }, failed],
    [{ calls: [] }, { toolCalls: [] }, passed],
    [{ calls: [] }, { toolCalls: [call('a')] }, failed],
    [{ calls: [{ name: 'a' }], extra: 'allowed' }, { toolCalls: [call('b'), call('a')] }, passed],
    [{ calls: [{ name: 'a' }] }, { toolCalls: [call('b'), call('a')] }, failed],
    [{ calls: [{ name: 'a' }, { name: 'b' }] }, { toolCalls: [call('b'), call('a')] }, passed],
    [{ calls: [{ name: 'a' }, { name: 'b' }], order: 'exact' }, { toolCalls: [call('b'), call('a')] }, failed],
    [{ calls: [{ name: 'a' }, { name: 'b' }], order: 'exact', extra: 'allowed' }, { toolCalls: [call('a'), call('x'), call('b')] }, passed],
    [{ calls: [{ name: 'a', arguments: { x: 1 } }] }, { toolCalls: [call('a', { x: 1, y: 2 })] }, passed],
    [{ calls: [{ name: 'a', arguments: { x: 1 } }] }, { toolCalls: [call('a', { x: 2 })] }, failed],
    [{ calls: [{ name: 'a', arguments: { x: { y: [1] } } }] }, { toolCalls: [call('a', { x: { y: [1], z: 0 } })] }, passed],
    [{ calls: [{ name: 'a', arguments: { x: 1 } }] }, { toolCalls: [call('a', 'not JSON')] }, failed],
    [{ calls: [{ name: 'a' }, { name: 'a', arguments: { x: 1 } }] }, { toolCalls: [call('a', { x: 1 }), call('a', { x: 2 })] }, passed],
    [{ calls: [{ name: 'a' }], not: true }, { toolCalls: [call('b')] }, passed],
    [{ calls: [{ name: 'a', arguments: { city: '{{gold}}' } }] }, { toolCalls: [call('a', { city: 'Rome' })], gold: 'Rome' }, passed],
    [
      { calls: [{ name: 'a', arguments: { admin: true } }] },
      { toolCalls: [call('a', JSON.parse('{"__proto__": {"admin": true}}') as Json)] },
      failed,
    ],
    [{ calls: [] }, { toolCalls: Array.from({ length: 1_001 }, () => call('a')) }, undecided],
  ])('%j on %j: %s', async (args, facts, verdict) => expect(await judge({ kind: 'tool-calls', ...args }, facts)).toMatchObject({ verdict }))

  it('says what is missing and what was not expected', async () => {
    expect((await judge({ kind: 'tool-calls', calls: [{ name: 'a' }], order: 'exact' }, { toolCalls: [call('b')] })).message).toBe(
      'missing in this order: a; not expected: b; found [{"name":"b","arguments":{}}], expected [{"name":"a"}]',
    )
    expect((await judge({ kind: 'tool-calls', calls: [] }, { toolCalls: Array.from({ length: 11 }, () => call('x')) })).message).toMatch(
      /x, …; found/,
    )
    expect((await judge({ kind: 'tool-calls', calls: [] }, { toolCalls: Array.from({ length: 1_001 }, () => call('a')) })).message).toBe(
      'the answer has 1001 tool calls, expected at most 1000',
    )
  })

  it('names the argument at fault', () => {
    expect(faultsOf({ kind: 'tool-calls' })).toEqual([' | calls is missing, expected a list'])
    expect(faultsOf({ kind: 'tool-calls', calls: [{ tool: 'a' }] })).toEqual([
      'calls.0 | calls.0.name is missing, expected a text',
      'calls.0.tool | calls.0: unknown key "tool"',
    ])
  })
})
