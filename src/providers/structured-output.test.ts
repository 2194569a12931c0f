import { expect, test } from 'vitest'
import { objectSchema, unwrapAnswer } from './structured-output.ts'

test('an object at the root is sent as it is', () => {
  const schema = { type: 'object', properties: {} }
  expect(objectSchema(schema, 'json-schema')).toEqual({ means: 'json-schema', schema, wrapped: false })
})

test('another root is wrapped', () => {
  expect(objectSchema({ type: 'string' }, 'tool')).toMatchObject({
    means: 'tool',
    wrapped: true,
    schema: { properties: { answer: { type: 'string' } } },
  })
})

test('no schema, or one that refers to its own root: none is sent', () => {
  expect(objectSchema(undefined, 'tool').means).toBe('none')
  expect(objectSchema({ type: 'array', items: { $ref: '#/$defs/item' }, $defs: { item: {} } }, 'tool').means).toBe('none')
})

test('the answer is taken out of tool and wrapper; anything else stays', () => {
  const structured = objectSchema({ type: 'array' }, 'tool')
  const carrier = { name: 'answer', arguments: { answer: [1] } }
  const other = { name: 'search', arguments: {} }
  expect(unwrapAnswer({ text: 'Here:', toolCalls: [other, carrier] }, structured)).toEqual({ text: '[1]', toolCalls: [other] })
  expect(unwrapAnswer({ text: 'No.', toolCalls: [] }, structured)).toEqual({ text: 'No.', toolCalls: [] })
  expect(unwrapAnswer({ text: '', toolCalls: [{ name: 'answer', arguments: '{"answer": [1' }] }, structured).text).toBe('{"answer": [1')
  const text = objectSchema({ type: 'array' }, 'json-schema')
  expect(unwrapAnswer({ text: 'no JSON', toolCalls: [] }, text).text).toBe('no JSON')
  expect(unwrapAnswer({ text: '{"other":1}', toolCalls: [] }, text).text).toBe('{"other":1}')
})

test('the wrapper is taken out of a code fence and of prose, which stay', () => {
  const structured = objectSchema({ type: 'array' }, 'json-schema')
  const unwrapped = (text: string) => unwrapAnswer({ text, toolCalls: [] }, structured).text
  expect(unwrapped('{"answer":["a"]}')).toBe('["a"]')
  expect(unwrapped('```json\n{"answer": ["a"]}\n```')).toBe('```json\n["a"]\n```')
  expect(unwrapped('<think>An array.</think>\n{"answer":["a"]}')).toBe('<think>An array.</think>\n["a"]')
  expect(unwrapped('<think>{not this}</think>{"answer":["a"]}')).toBe('["a"]')
  expect(unwrapped('["a"]')).toBe('["a"]')
  expect(unwrapped('{"answer": ["a"')).toBe('{"answer": ["a"')
})
