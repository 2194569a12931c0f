import { expect, test } from 'vitest'
import type { WritingFacts } from '../../schema/call.ts'
import type { Json } from '../../schema/json.ts'
import { draftChecks, simulatedWriting } from './simulated-writer.ts'

function facts(prompt: string, golds: readonly Json[], over: Partial<WritingFacts> = {}): WritingFacts {
  return {
    stage: 'analysis',
    description: '',
    messages: [{ role: 'user', content: prompt }],
    output: { format: 'json', schema: null },
    pairing: null,
    cases: golds.map((gold, index) => ({ input: { text: `case ${index}` }, gold })),
    ...over,
  }
}
const drafted = (...given: Parameters<typeof facts>) => draftChecks(facts(...given)).map(({ kind, arguments: args }) => ({ kind, ...args }))
const many = <T>(of: (index: number) => T): T[] => Array.from({ length: 8 }, (_, index) => of(index))

test('requirements and checks are two replies that fit together', () => {
  const given = facts('Answer with JSON only.', [{ a: 1 }])
  const { requirements } = JSON.parse(simulatedWriting(given)) as { requirements: { id: string; source: string }[] }
  const { checks } = JSON.parse(simulatedWriting({ ...given, stage: 'writing' })) as {
    checks: { requirement: string; arguments: { name: string; value: string }[] }[]
  }
  expect(checks.map(({ requirement }) => requirement)).toEqual(requirements.map(({ id }) => id))
  expect(requirements[0]?.source).toBe('Answer with JSON only.')
  expect(checks[0]?.arguments).toEqual([{ name: 'strict', value: 'true' }])
})

test('without a schema the shape of all right answers is one', () => {
  expect(
    drafted('JSON', [
      { a: 1, b: ['x'] },
      { a: 2, b: [], c: null },
    ]),
  ).toContainEqual({
    kind: 'schema',
    schema: {
      type: 'object',
      required: ['a', 'b'],
      properties: { a: { type: 'number' }, b: { type: 'array', items: { type: 'string' } }, c: { type: 'null' } },
    },
  })
  expect(drafted('JSON', [{ a: 1 }, 'no'])).not.toContainEqual(expect.objectContaining({ kind: 'schema' }))
})

test('lists: what never stands twice, order, and counts that the task states', () => {
  const golds = many((index) => [{ at: index }, { at: index + 1 }, { at: index + 2 }])
  const found = drafted('List 3 to 5 places, in the order of the text.', golds)
  expect(found).toContainEqual({ kind: 'unique' })
  expect(found).toContainEqual({ kind: 'ordered', path: '$[*].at', direction: 'ascending' })
  expect(found).toContainEqual({ kind: 'count', min: 3, max: 5 })
  expect(found).toContainEqual({ kind: 'count', min: 1 })
})

test('lists whose right answers repeat items, or are in no order, or empty, are not held to it', () => {
  const found = drafted('JSON', [[{ at: 2 }, { at: 1 }], [{ at: 1 }, { at: 1 }], [], [{ at: 3 }]])
  expect(found.map(({ kind }) => kind)).not.toEqual(expect.arrayContaining(['unique']))
  expect(found.map(({ kind }) => kind)).not.toEqual(expect.arrayContaining(['ordered']))
  expect(found).not.toContainEqual({ kind: 'count', min: 1 })
})

test('arithmetic that holds in every right answer', () => {
  const line = (quantity: number, price: number) => ({ quantity, price, amount: quantity * price })
  const golds = many((index) => {
    const lines = [line(index + 1, 2.5), line(2, index + 0.5)]
    const tax = index / 4
    return { lines, tax, total: lines.reduce((sum, { amount }) => sum + amount, 0) + tax }
  })
  const found = draftChecks(facts('JSON', golds)).filter(({ kind }) => kind === 'expression')
  expect(found.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['amount is quantity times price', 'total is the sum of amount and tax']),
  )
  const broken = golds.map((gold, index) => (index === 3 ? { ...gold, total: gold.total + 1 } : gold))
  expect(draftChecks(facts('JSON', broken)).map(({ name }) => name)).not.toContain('total is the sum of amount and tax')
})

test('values: legal words that are listed, forms of codes, stated ranges, signs', () => {
  const golds = many((index) => ({
    label: ['red', 'green'][index % 2] ?? '',
    code: `A-${index}`,
    score: (index % 5) + 1,
    size: index,
    change: index - 3,
  }))
  const prompt = 'Give JSON:\n- score: a number from 1 to 5\n- label is one of red, green or blue.\n'
  const found = drafted(prompt, golds)
  expect(found).toContainEqual({ kind: 'one-of', path: '$.label', values: ['red', 'green', 'blue'] })
  expect(found).toContainEqual({ kind: 'regex', path: '$.code', pattern: '^[A-Z]-[0-9]$' })
  expect(found).toContainEqual({ kind: 'range', path: '$.score', min: 1, max: 5 })
  expect(found).toContainEqual({ kind: 'range', path: '$.size', min: 0 })
  expect(found).not.toContainEqual(expect.objectContaining({ path: '$.change' }))
})

test('texts that are copied from an input that the prompt shows, and no others', () => {
  const cases = many((index) => ({
    input: { text: `the bird number ${index}`, hidden: `secret ${index}` },
    gold: { what: `number ${index}`, why: `secret ${index}` },
  }))
  const found = drafted('Copy from {{text}}.', [], { cases })
  expect(found).toContainEqual({ kind: 'expression', cel: 'input.text.contains(output.what)' })
  expect(JSON.stringify(found)).not.toContain('hidden')
})

test('answers that are no JSON: length, lines and numbers', () => {
  const text = (golds: Json[], format: string, prompt = 'Say it in at most 3 words.') =>
    drafted(prompt, golds, { output: { format, schema: null } })
  expect(text(['one two', 'one', 'two'], 'text')).toEqual([
    { kind: 'length', unit: 'characters', min: 1 },
    { kind: 'length', unit: 'words', max: 4 },
    { kind: 'length', unit: 'words', max: 3 },
  ])
  expect(text([['a', 'b'], ['c']], 'lines', 'List them.')).toContainEqual({ kind: 'unique' })
  const numbers = text([1, 2, 3], 'number', 'How many?')
  expect(numbers).toContainEqual({ kind: 'range', min: 0 })
  expect(numbers).toContainEqual({ kind: 'expression', cel: 'output != null && double(int(output)) == output' })
})

test('without right answers, what schema and texts say is left', () => {
  const schema = { type: 'array' }
  expect(drafted('Answer with JSON, at most 5 items.', [], { output: { format: 'json', schema } })).toEqual([
    { kind: 'json', strict: true },
    { kind: 'schema' },
  ])
})
