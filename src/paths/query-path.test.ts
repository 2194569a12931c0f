import { describe, expect, it } from 'vitest'
import type { Json } from '../schema/json.ts'
import { checkPath, queryPath, selectsOne } from './query-path.ts'

const order: Json = {
  id: 7,
  lines: [
    { name: 'pen', price: 2 },
    { name: 'ink', price: 9 },
  ],
  'odd name': true,
  nested: { price: 1 },
}

describe('queryPath', () => {
  it.each<[string, Json[]]>([
    ['$', [order]],
    ['$.id', [7]],
    ['id', [7]],
    ['nested.price', [1]],
    ['lines[0].name', ['pen']],
    ['[0]', []],
    ['odd name', [true]],
    ["$['odd name']", [true]],
    ['$.lines[*].price', [2, 9]],
    ['$.lines[-1].name', ['ink']],
    ['$..price', [1, 2, 9]],
    ['$.lines[?@.price > 5].name', ['ink']],
    ['$.lines[?@.price == $.nested.price]', []],
    ['$.absent', []],
    ['constructor', []],
    ['__proto__', []],
  ])('%s selects %j', (path, expected) => {
    expect(queryPath(order, path).toSorted(byText)).toEqual(expected)
  })

  it('reads keys named as prototypes as data', () => {
    expect(queryPath(JSON.parse('{"__proto__": {"x": 1}}') as Json, '$.__proto__.x')).toEqual([1])
  })

  it('follows paths through long lists', () => {
    expect(
      queryPath(
        Array.from({ length: 150_000 }, (_, a) => ({ a })),
        '$[*].a',
      ),
    ).toHaveLength(150_000)
  })

  it('says what is wrong with a path', () => {
    expect(checkPath('$.a[*]')).toBeNull()
    expect(checkPath('$.a[')).toMatch(/^the path \$\.a\[ is not a JSONPath: /)
    expect(() => queryPath(order, '$.lines[?match(@.name, "(a+)+b")]')).toThrow(/no such function 'match'/)
    expect(checkPath(`$.${'a'.repeat(1_000)}`)).toBe('the path has 1002 characters, expected at most 1000')
  })

  it('refuses paths that would take too many steps', () => {
    const list = Array.from({ length: 5_000 }, (_, a) => ({ a }))
    expect(() => queryPath(list, '$[?count($..*) > 1]')).toThrow(
      /^the path \$\[\?count\(\$\.\.\*\) > 1\] could take \d+ steps on this value, expected at most 20000000$/,
    )
    let deep: Json = 1
    for (let level = 0; level < 400; level++) deep = [deep]
    expect(() => queryPath(deep, '$..*..*..*..*')).toThrow(/could take/)
    expect(() => queryPath(deep, `$${'[*,*]'.repeat(100)}[?@.a == 1]`)).toThrow(/could take/)
  })

  it('refuses paths that select too many values', () => {
    const many = `$[${Array.from({ length: 60 }, () => '*').join(',')}]`
    expect(() =>
      queryPath(
        Array.from({ length: 20_000 }, () => 0),
        many,
      ),
    ).toThrow(/^the path \$\[.*\] selects more than 1000000 values$/)
  })
})

describe('selectsOne', () => {
  it.each([
    ['$.a[0].b', true],
    ['a.b', true],
    ['$.a[*]', false],
    ['$..a', false],
    ['$.a[0:1]', false],
  ])('%s: %s', (path, expected) => expect(selectsOne(path)).toBe(expected))
})

function byText(a: Json, b: Json): number {
  const [x, y] = [JSON.stringify(a), JSON.stringify(b)]
  return x < y ? -1 : x > y ? 1 : 0
}
