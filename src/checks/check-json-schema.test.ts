import { describe, expect, it } from 'vitest'
import { compileJsonSchema } from '../answers/json-schema.ts'
import type { Json } from '../schema/json.ts'
import { checkJsonSchema } from './check-json-schema.ts'
import { checkKinds } from './check-kinds.ts'

const fits = (check: Json) => compileJsonSchema(checkJsonSchema())(check).length === 0

describe('checkJsonSchema', () => {
  it.each<Json>([
    { kind: 'json' },
    { kind: 'json', name: 'is JSON', severity: 'warning', description: 'x', not: true },
    { kind: 'equals', value: { any: ['thing'] } },
    { kind: 'count', path: '$.items', min: 2 },
    { kind: 'count', min: '{{gold.n}}' },
    { kind: 'schema', schema: { type: 'array', items: { $ref: '#/$defs/a' } } },
    { kind: 'covers', start: 's', end: 'e', from: '{{input.start}}', to: 60 },
    { kind: 'tool-calls', calls: [{ name: 'a', arguments: { x: 1 } }] },
  ])('takes %j', (check) => expect(fits(check)).toBe(true))

  it.each<Json>([
    {},
    { kind: 'jason' },
    { kind: 'json', min: 1 },
    { kind: 'count', min: 'two' },
    { kind: 'regex' },
    { kind: 'json', severity: 'fatal' },
  ])('refuses %j', (check) => expect(fits(check)).toBe(false))

  it('has a branch for each kind, and no references out of itself', () => {
    const schema = checkJsonSchema() as { anyOf: { description: string }[] }
    expect(schema.anyOf.map(({ description }) => description.split(':')[0])).toEqual(checkKinds.map(({ kind }) => kind))
    expect(JSON.stringify(schema)).not.toContain('$ref')
  })
})
