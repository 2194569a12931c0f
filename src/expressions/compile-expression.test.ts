import { describe, expect, it } from 'vitest'
import type { Json } from '../schema/json.ts'
import { compileExpression } from './compile-expression.ts'

const variables: Record<string, Json> = {
  output: {
    items: [
      { price: 2, name: 'pen' },
      { price: 2.5, name: 'ink' },
    ],
    total: 4.5,
    count: 2,
  },
  text: 'Pen and ink',
  input: { limit: 5 },
}
const evaluate = (cel: string, values = variables) => compileExpression(cel).evaluate(values)
const many = Array.from({ length: 2_000 }, (_, id) => ({ id, text: 'x'.repeat(20) }))

describe('compileExpression', () => {
  it.each<[string, Json]>([
    ['output.total == 4.5', true],
    ['output.count == 2', true],
    ['output.count + 1 == 3', true],
    ['output.count % 2 == 0', true],
    ['1 - output.total', -3.5],
    ['size(output.items) / 4.0', 0.5],
    ['output.items.map(item, item.price * 2)', [4, 5]],
    ['output.items.all(item, item.price > 1 && item.name.matches("^[a-z]+$"))', true],
    ['output.items.exists(item, item.price > input.limit)', false],
    ['output.items.exists_one(item, item.name == "ink")', true],
    ['output.items.filter(item, item.price > 2)[0].name', 'ink'],
    ['2.5 in output.items.map(item, item.price)', true],
    ['has(output.missing)', false],
    ['size(output.items)', 2],
    ['{"a": 1, "b": [2]}', { a: 1, b: [2] }],
    ['text.split(" ").join("-")', 'Pen-and-ink'],
    ['["a", "b"].join()', 'ab'],
    ['timestamp("2026-01-02T00:00:00Z")', '2026-01-02T00:00:00.000Z'],
    ['cel.bind(total, output.total, total > 4.0)', true],
    ['output == output', true],
    ['null', null],
    ['type(text)', 'Type<string>'],
  ])('%s gives %j', (cel, expected) => expect(evaluate(cel)).toEqual(expected))

  it('evaluates an expression again and again on other values', () => {
    const expression = compileExpression('output.all(x, x > 1)')
    expect([[2, 3], [0], [], [5]].map((output) => expression.evaluate({ output }))).toEqual([true, false, true, true])
    expect(compileExpression('output.all(x, x > 1)')).toBe(expression)
  })

  it('compares objects with keys named as prototypes as data', () => {
    const output = JSON.parse('{"__proto__": {"admin": true}}') as Json
    expect(evaluate('has(output.admin)', { output })).toBe(false)
    expect(() => evaluate('output.constructor', { output: {} })).toThrow('the expression could not be evaluated: No such key: constructor')
  })

  it('matches patterns in linear time, also behind a comment that hides the method', () => {
    const text = `${'a'.repeat(50_000)}!`
    expect(evaluate('text.matches("^(a+)+$")', { text })).toBe(false)
    expect(evaluate('text // matches\n .matches("^(a+)+$")', { text })).toBe(false)
    expect(evaluate('[text].exists(t, t.matches("^(a+)+$"))', { text })).toBe(false)
    expect(() => evaluate('text.matches("(?=a)")')).toThrow('is not legal')
  })

  it.each([
    ['nested macros', 'output.all(a, output.all(b, output.all(c, c.id >= 0)))'],
    ['nested macros over literals', '[1,2,3,4,5,6,7,8].map(a, output.map(b, output.map(c, c.id)))'],
    ['deep comparisons', 'output.all(a, output == output.map(b, b))'],
    ['growing lists', `[output]${'.map(a, a + a)'.repeat(30)}`],
    ['long texts in loops', 'output.all(a, text.contains("x"))'],
    ['errors in loops', 'output.all(a, output.all(b, output.all(c, c.absent)))'],
  ])('stops %s after a fixed number of steps', (_, cel) => {
    expect(() => evaluate(cel, { output: many, text: 'x'.repeat(1_000_000) })).toThrow('the expression took more than 2000000 steps')
  })

  it.each([
    ['sum([1, 2]) == 3', {}],
    ['sum([1, 0.5]) == 1.5', {}],
    ['sum([]) == 0', {}],
    ['sum(output.items.map(i, i.price)) == output.total', { output: { items: [{ price: 1.5 }, { price: 2 }], total: 3.5 } }],
  ])('sums the numbers of a list: %s', (cel, given) => {
    expect(evaluate(cel, given)).toBe(true)
  })

  it('sums nothing but numbers', () => {
    expect(() => evaluate('sum(["1", "2"]) == 3')).toThrow('sum() needs a list of numbers')
    expect(() => evaluate('sum(output) == 3', { output: 'text' })).toThrow('the expression could not be evaluated')
  })

  it('bounds the values that an expression makes', () => {
    const text = 'x'.repeat(20_000)
    expect(() => evaluate(`[text]${'.map(a, a + a)'.repeat(12)}`, { text })).toThrow(
      'the expression makes a value of more than 10000000 characters or items',
    )
    expect(() => evaluate('text.split("").join(text)', { text })).toThrow(
      'join() would make 400020000 characters, expected at most 1000000',
    )
    expect(() => evaluate('[1, 2].join(",")')).toThrow('join() needs a list of texts')
  })

  it.each([
    ['output.total ==', /^the expression is not CEL: Unexpected token: EOF/],
    ['total(output)', /^the expression is not CEL: found no matching overload for 'total\(dyn\)'/],
    ['"a" + 1', /^the expression is not CEL: no such overload: string \+ int/],
    ['(('.repeat(100), /^the expression is not CEL: /],
    [`1${'+1'.repeat(1_990)}`, /^the expression is not CEL: /],
  ])('refuses %.40s', (cel, message) => {
    expect(() => compileExpression(cel)).toThrow(expect.objectContaining({ kind: 'config', message: expect.stringMatching(message) }))
  })

  it('refuses an expression that is too long', () => {
    expect(() => compileExpression(`"${'a'.repeat(4_000)}"`)).toThrow('the expression has 4002 characters, expected at most 4000')
  })

  it('knows a wrong variable before it is evaluated where the names are said', () => {
    expect(() => compileExpression('outputs.total > 1', ['output'])).toThrow('the expression is not CEL: Unknown variable: outputs')
    expect(compileExpression('output > 1', ['output']).evaluate({ output: 2 })).toBe(true)
  })

  it('says what could not be evaluated', () => {
    expect(() => evaluate('output.absent == 1')).toThrow('the expression could not be evaluated: No such key: absent')
    expect(() => evaluate('gold == 1')).toThrow('the expression could not be evaluated: Unknown variable: gold')
  })
})
