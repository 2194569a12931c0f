import { expect, test } from 'vitest'
import type { JsonObject } from '../schema/json.ts'
import { closedSchema } from './closed-schema.ts'

test('objects are closed and bounds dropped, at any depth', () => {
  const item = {
    type: 'object',
    properties: { at: { type: 'number', minimum: 0 }, day: { type: 'string', format: 'date', maxLength: 10 } },
    required: ['at'],
  }
  const schema = { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'array', items: item, maxItems: 9 }
  expect(closedSchema(schema)).toEqual({
    type: 'array',
    items: {
      type: 'object',
      properties: { at: { type: 'number' }, day: { type: 'string', format: 'date' } },
      required: ['at'],
      additionalProperties: false,
    },
  })
})

test('unions, enumerations and definitions stay', () => {
  const schema = { oneOf: [{ $ref: '#/$defs/a' }, { enum: ['x', null] }, { const: 1 }], $defs: { a: { type: ['string', 'null'] } } }
  expect(closedSchema(schema as unknown as JsonObject)).toEqual({ anyOf: schema.oneOf, $defs: schema.$defs })
})

test.each([
  [{}],
  [{ type: 'object' }],
  [{ type: 'object', additionalProperties: { type: 'number' } }],
  [{ type: 'array' }],
  [{ type: 'array', items: true }],
  [{ type: 'object', properties: { any: {} } }],
  [{ type: 'string', not: { const: '' } }],
  [{ type: 'object', properties: {}, if: {} }],
])('%j cannot be closed without another meaning', (schema) => {
  expect(closedSchema(schema as unknown as JsonObject)).toBeNull()
})
