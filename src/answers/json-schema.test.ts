import { describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../schema/json.ts'
import { compileJsonSchema } from './json-schema.ts'

const person: JsonObject = {
  type: 'object',
  required: ['name'],
  additionalProperties: false,
  properties: { name: { type: 'string', minLength: 2 }, role: { enum: ['admin', 'user'] }, mail: { type: 'string', format: 'email' } },
}

describe('compileJsonSchema', () => {
  it.each<[Json, string[]]>([
    [{ name: 'Ada' }, []],
    [{ name: 'Ada', role: 'user', mail: 'ada@example.org' }, []],
    [{}, ["the value must have required property 'name'"]],
    [{ name: 'A' }, ['/name must NOT have fewer than 2 characters']],
    [{ name: 'Ada', age: 3 }, ['the value must NOT have additional properties (age)']],
    [{ name: 'Ada', role: 'boss' }, ['/role must be equal to one of the allowed values (["admin","user"])']],
    [{ name: 'Ada', mail: 'nobody' }, ['/mail must match format "email"']],
    [{ name: 1, role: 'boss' }, ['/name must be string', '/role must be equal to one of the allowed values (["admin","user"])']],
    ['Ada', ['the value must be object']],
  ])('%j has the problems %j', (value, problems) => expect(compileJsonSchema(person)(value)).toEqual(problems))

  it('follows 2020-12: prefixItems, $defs, dependentRequired', () => {
    const check = compileJsonSchema({
      $defs: { short: { type: 'string', maxLength: 2 } },
      type: 'array',
      prefixItems: [{ $ref: '#/$defs/short' }, { dependentRequired: { a: ['b'] } }],
      items: false,
    })
    expect(check(['ab', { a: 1, b: 2 }])).toEqual([])
    expect(check(['abc', { a: 1 }, 3])).toHaveLength(3)
  })

  it('takes schemas that are true or false', () => {
    expect(compileJsonSchema(true)(1)).toEqual([])
    expect(compileJsonSchema(false)(1)).toEqual(['the schema allows nothing'])
  })

  it('compiles equal schemas once', () => {
    expect(compileJsonSchema(structuredClone(person))).toBe(compileJsonSchema(person))
  })

  it('matches patterns in linear time', () => {
    const check = compileJsonSchema({ type: 'string', pattern: '^(a+)+$' })
    expect(check(`${'a'.repeat(100_000)}!`)).toEqual(['the value must match pattern "^(a+)+$"'])
  })

  it('keeps several patterns apart', () => {
    const check = compileJsonSchema({ properties: { a: { pattern: '^a$' }, b: { pattern: '^b$' } } })
    expect(check({ a: 'a', b: 'b' })).toEqual([])
    expect(check({ a: 'b', b: 'a' })).toEqual(['/a must match pattern "^a$"', '/b must match pattern "^b$"'])
  })

  it('finds double items in linear time', () => {
    const check = compileJsonSchema({ uniqueItems: true })
    const items = Array.from({ length: 50_000 }, (_, id) => ({ id }))
    expect(check(items)).toEqual([])
    expect(check([...items, { id: 7 }])).toEqual(['the value must NOT have duplicate items'])
    expect(
      check([
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ]),
    ).toHaveLength(1)
  })

  it('counts problems beyond five, and of a long value names the first only', () => {
    const check = compileJsonSchema({ items: { type: 'string' } })
    expect(check([1, 2, 3, 4, 5, 6, 7])).toEqual([...[0, 1, 2, 3, 4].map((index) => `/${index} must be string`), 'and 2 more'])
    expect(check(Array.from({ length: 60_000 }, () => 1))).toEqual(['/0 must be string'])
  })

  it('reads keys named as prototypes as data', () => {
    const value = JSON.parse('{"__proto__": {"name": "Ada"}}') as Json
    expect(compileJsonSchema(person)(value)).toContain("the value must have required property 'name'")
  })

  it.each<[string, JsonObject, RegExp]>([
    ['an unknown type', { type: 'text' }, /^the JSON Schema is not legal: schema is invalid/],
    [
      'a remote reference',
      { $ref: 'https://example.org/s.json' },
      /^the JSON Schema is not legal: can't resolve reference https:\/\/example.org/,
    ],
    ['a pattern that is not linear', { pattern: '(a)\\1' }, /^the JSON Schema is not legal: .*pattern/],
    [
      'a schema that is too long',
      { description: 'x'.repeat(1_000_000) },
      /^the JSON Schema has 1000018 characters, expected at most 1000000$/,
    ],
  ])('refuses %s', (_, schema, message) => {
    expect(() => compileJsonSchema(schema)({})).toThrow(
      expect.objectContaining({ kind: 'config', message: expect.stringMatching(message) }),
    )
  })

  it('stops a schema whose references fan out', () => {
    const $defs = Object.fromEntries(
      Array.from({ length: 40 }, (_, level) => [
        `d${level}`,
        { allOf: [{ $ref: `#/$defs/d${level + 1}` }, { $ref: `#/$defs/d${level + 1}` }] },
      ]),
    ) as JsonObject
    const schema: JsonObject = { $defs: { ...$defs, d40: { type: 'number' } }, $ref: '#/$defs/d0' }
    expect(() => compileJsonSchema(schema)(1)).toThrow('the JSON Schema follows more than 2000000 references on this value')
  })

  it('counts the references of each value anew', () => {
    const check = compileJsonSchema({ $defs: { tree: { type: 'array', items: { $ref: '#/$defs/tree' } } }, $ref: '#/$defs/tree' })
    const leaves = Array.from({ length: 400_000 }, () => [])
    for (let time = 0; time < 6; time++) expect(check(leaves)).toEqual([])
    expect(check([[1]])).toEqual(['/0/0 must be array'])
  })

  it('takes linear time on formats', () => {
    for (const format of ['url', 'uri', 'email', 'hostname', 'ipv6', 'date-time'])
      expect(compileJsonSchema({ format })(`http://${'a:'.repeat(100_000)} `)).toHaveLength(1)
    expect(compileJsonSchema({ format: 'url' })('https://example.org/a?b')).toEqual([])
  })

  it('says that a schema never ends', () => {
    expect(() => compileJsonSchema({ $ref: '#' })({})).toThrow(/^the JSON Schema could not be applied: Maximum call stack/)
  })
})

it.each(['constructor', 'valueOf', 'toString'])('the field %s is there only where the value has it', (name) => {
  const schema = JSON.parse(`{"type":"object","required":["${name}"],"properties":{"${name}":{"type":"string"}}}`) as JsonObject
  const check = compileJsonSchema(schema)
  expect(check({})).toEqual([expect.stringContaining(`must have required property '${name}'`)])
  expect(check(JSON.parse(`{"${name}":"a"}`) as Json)).toEqual([])
  expect(check(JSON.parse(`{"${name}":1}`) as Json)).toHaveLength(1)
  expect(compileJsonSchema({ ...schema, required: [] })({})).toEqual([])
})
