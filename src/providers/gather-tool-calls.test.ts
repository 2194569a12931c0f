import { expect, test } from 'vitest'
import { gatherToolCalls } from './gather-tool-calls.ts'

test('calls side by side are kept apart by their keys', () => {
  const tools = gatherToolCalls()
  tools.add(0, { id: 'a', name: 'first', arguments: '{"x":' })
  tools.add(1, { id: 'b', name: 'second' })
  tools.add(0, { arguments: '1}' })
  expect(tools.calls()).toEqual([
    { id: 'a', name: 'first', arguments: { x: 1 } },
    { id: 'b', name: 'second', arguments: {} },
  ])
})

test('servers that number every call 0 give each an id of its own', () => {
  const tools = gatherToolCalls()
  tools.add(0, { id: 'a', name: 'first', arguments: '{}' })
  tools.add(0, { id: 'b', name: 'second', arguments: '{}' })
  expect(tools.calls().map(({ name }) => name)).toEqual(['first', 'second'])
})

test('arguments that are no JSON stay text; a __proto__ in them is a field like others', () => {
  const tools = gatherToolCalls()
  tools.add(0, { name: 'broken', arguments: '{"x":' })
  tools.add(1, { name: 'odd', arguments: '{"__proto__":{"polluted":true}}' })
  const [broken, odd] = tools.calls()
  expect(broken?.arguments).toBe('{"x":')
  expect(Object.keys(odd?.arguments ?? {})).toEqual(['__proto__'])
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})
