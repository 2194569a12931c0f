import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '../schema/json.ts'
import type { Pairing } from '../schema/task.ts'
import { mergeReadings } from './merge-readings.ts'
import { mergeValues } from './merge-values.ts'
import { shiftOffsets } from './shift-offsets.ts'

const union = (values: Json[], pairing: Pairing | null = null) => mergeValues(values, { merge: 'union', pairing })
const concatenate = (values: Json[]) => mergeValues(values, { merge: 'concatenate', pairing: null })
const BY_TITLE: Pairing = { key: 'title', by: 'fuzzy', threshold: 0.8 }

describe('a union', () => {
  test('joins items with the same key: the earlier stays, and takes what it leaves empty', async () => {
    const parts: Json[] = [
      [
        { title: 'Entropy', from: 1, to: null },
        { title: 'Heat', from: 5 },
      ],
      [
        { title: 'entropy.', from: 2, to: 3 },
        { title: 'Work', from: 9 },
      ],
    ]
    expect(await union(parts, BY_TITLE)).toEqual([
      { title: 'Entropy', from: 1, to: 3 },
      { title: 'Heat', from: 5 },
      { title: 'Work', from: 9 },
    ])
  })

  test('joins equal whole items where the task pairs nothing, and never items of one part', async () => {
    expect(
      await union([
        ['a', 'a', 'b'],
        ['A ', 'c'],
        ['a', 'a', 'a'],
      ]),
    ).toEqual(['a', 'a', 'b', 'c', 'a'])
  })

  test('joins items without a key only where they are wholly the same', async () => {
    for (const by of ['normalized', 'fuzzy'] as const)
      expect(
        await union(
          [
            [{ a: 1 }, { title: 'x' }],
            [{ a: 2 }, { a: 1 }, 'y'],
          ],
          { key: 'title', by },
        ),
      ).toEqual([{ a: 1 }, { title: 'x' }, { a: 2 }, 'y'])
  })

  test('joins by the key only in the lists that the task pairs', async () => {
    const parts = [
      { concepts: [{ title: 'Heat', n: 1 }], notes: [{ title: 'Heat', n: 1 }] },
      { concepts: [{ title: 'Heat', n: 2 }], notes: [{ title: 'Heat', n: 2 }] },
    ]
    for (const items of ['$.concepts', '$.concepts[*]', 'concepts', '$.concepts.*'])
      expect(await union(parts, { ...BY_TITLE, items })).toEqual({
        concepts: [{ title: 'Heat', n: 1 }],
        notes: [
          { title: 'Heat', n: 1 },
          { title: 'Heat', n: 2 },
        ],
      })
  })

  test('of many items that are alike is done in bounded time', async () => {
    const parts = Array.from({ length: 300 }, (_, part) =>
      Array.from({ length: 20 }, (__, item) => ({ title: `${'word '.repeat(60)}${part * 20 + item}` })),
    )
    expect(((await union(parts, { ...BY_TITLE, threshold: 1 })) as Json[]).length).toBe(6_000)
  }, 60_000)

  test('of one list is the list; of a list with itself too', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue({ maxDepth: 2 }), { minLength: 1 }), async (list) => {
        expect(await union([list as Json])).toEqual(list)
        expect(await union([list as Json, list as Json])).toEqual(list)
      }),
    )
  })
})

describe('any merging', () => {
  test('puts lists one behind the other, also in fields', async () => {
    expect(await concatenate([[1, 2], [], [2]])).toEqual([1, 2, 2])
    expect(await concatenate([{ a: [1] }, { a: [1], b: { c: [2] } }, { b: { c: [3] } }])).toEqual({ a: [1, 1], b: { c: [2, 3] } })
  })

  test('keeps the last value that is not empty', async () => {
    expect(await concatenate([{ total: 1, name: 'x' }, { total: 2, name: '' }, { total: null }])).toEqual({ total: 2, name: 'x' })
    expect(await concatenate([null, []])).toEqual([])
    expect(await concatenate([[], null])).toEqual([])
    expect(await concatenate([null, null])).toBeNull()
  })

  test('keeps fields of any name', async () => {
    const hostile = JSON.parse('{"__proto__": [1], "constructor": 2}') as Json
    const merged = await concatenate([hostile, hostile])
    expect(JSON.stringify(merged)).toBe('{"__proto__":[1,1],"constructor":2}')
    expect(JSON.stringify(await union([[hostile], [hostile]]))).toBe('[{"__proto__":[1],"constructor":2}]')
  })

  test('changes none of the parts', async () => {
    const parts: Json[] = [[{ a: null }], [{ a: 1 }]]
    await union(parts, { key: 'b', by: 'exact' })
    expect(parts).toEqual([[{ a: null }], [{ a: 1 }]])
  })
})

describe('parts that cannot be read', () => {
  const read = (value: Json) => ({ value, repaired: false, problem: null })
  const unread = (problem: string) => ({ value: undefined, repaired: false, problem })
  const merge = (readings: Parameters<typeof mergeReadings>[0]) => mergeReadings(readings, { merge: 'concatenate', pairing: null })

  test('are named, and the others merged', async () => {
    expect(await merge([read([1]), unread('cut short'), { ...read([2]), repaired: true }])).toEqual({
      value: [1, 2],
      repaired: true,
      problem: 'part 2 of 3: cut short',
    })
  })

  test('and those of another type, null apart', async () => {
    expect(await merge([read(null), read([1]), read({ a: 1 }), read(null), read('x')])).toEqual({
      value: [1],
      repaired: false,
      problem:
        'part 3 of 5: found an object, expected a list as in the parts before; part 5 of 5: found a single value, expected a list as in the parts before',
    })
  })

  test('are said three at most', async () => {
    const { problem } = await merge(Array.from({ length: 5 }, () => unread('x')))
    expect(problem).toBe('part 1 of 5: x; part 2 of 5: x; part 3 of 5: x; and 2 more')
  })
})

describe('offsets', () => {
  const shifted = (value: Json, fields: string[], pairing: Pairing | null = null) => {
    shiftOffsets(value, fields, 10, pairing)
    return value
  }

  test('are added to whole numbers, texts of them and lists of them', () => {
    expect(shifted([{ a: 1, b: '2', c: [3, '4', 'x'], d: 5 }], ['a', 'b', 'c'])).toEqual([{ a: 11, b: '12', c: [13, '14', 'x'], d: 5 }])
  })

  test('leave anything else as it is', () => {
    const value = [{ a: 1.5, b: 'line 2', c: null, d: { e: 1 } }, 7, null, 'x']
    expect(shifted(structuredClone(value), ['a', 'b', 'c', 'd', 'toString'])).toEqual(value)
  })

  test('are those of the items that the task pairs, or of the only one', () => {
    expect(shifted({ items: [{ a: 1 }], a: 1 }, ['a'], { items: '$.items', by: 'exact' })).toEqual({ items: [{ a: 11 }], a: 1 })
    expect(shifted({ a: 1 }, ['a'])).toEqual({ a: 11 })
  })
})
