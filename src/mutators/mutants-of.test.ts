import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answerFormat } from '../answers/answer-formats.ts'
import { loadConfig } from '../config/load-config.ts'
import { canonicalJson } from '../hash/canonical-json.ts'
import { seededRandom } from '../random/seeded-random.ts'
import type { Json, JsonObject } from '../schema/json.ts'
import type { Pairing } from '../schema/task.ts'
import { loadTask } from '../tasks/load-task.ts'
import { mutantsOf } from './mutants-of.ts'
import { mutators } from './mutators.ts'

const root = resolve(import.meta.dirname, '../..')
const config = await loadConfig({ root, env: {} })
const suite = (name: string) => loadTask(join(root, `evals/${name}/${name}.task.yaml`), config)

interface Given {
  gold: Json
  format?: string
  schema?: JsonObject
  pairing?: Pairing
  others?: Json[]
  seed?: number
}

const mutate = (name: string, { gold, format = 'json', schema, pairing, others = [], seed = 1 }: Given): string | null => {
  const mutator = mutators.find((each) => each.name === name)
  const read = answerFormat(format)
  const input = { text: 'a lorry carries seven barrels over the bridge' }
  const random = seededRandom(seed)
  const damaged = mutator?.mutate({ gold, others, input, format: read, schema: schema ?? null, pairing: pairing ?? null, random }) ?? null
  return damaged && ('text' in damaged ? damaged.text : read.write(damaged.value))
}

test.each([
  ['drop', { gold: [1] }, '[]'],
  ['drop', { gold: { a: 1 } }, '{}'],
  ['drop', { gold: ['a'], format: 'lines' }, ''],
  ['drop', { gold: 'One. One.', format: 'text' }, 'One.'],
  ['drop', { gold: 'spam', format: 'text' }, null],
  ['duplicate', { gold: { a: [1] } }, '{"a":[1,1]}'],
  ['duplicate', { gold: ['a'], format: 'lines' }, 'a\na'],
  ['duplicate', { gold: 'a', format: 'text' }, null],
  ['invent', { gold: { a: true } }, '{"a":false}'],
  ['invent', { gold: { a: 'x' }, schema: { properties: { a: { enum: ['x', 'y'] } } } }, '{"a":"y"}'],
  ['swap', { gold: { a: 1, b: 2 } }, '{"a":2,"b":1}'],
  ['swap', { gold: [{ a: 1 }, { a: 2 }] }, '[{"a":2},{"a":1}]'],
  ['swap', { gold: 'left right', format: 'text' }, 'right left'],
  ['swap', { gold: 7, format: 'number' }, null],
  ['shuffle', { gold: [1, 2] }, '[2,1]'],
  ['shuffle', { gold: [1, 1] }, null],
  ['wrong-type', { gold: 1 }, '{"value":1}'],
  ['wrong-type', { gold: {} }, '[{}]'],
  ['wrong-type', { gold: [] }, '{"items":[]}'],
  ['wrong-type', { gold: 7, format: 'number' }, 'I cannot say how many.'],
  ['out-of-range', { gold: { a: 1 }, schema: { properties: { a: { minimum: 0 } } } }, '{"a":-2}'],
  ['out-of-range', { gold: { a: '09:10' }, schema: { properties: { a: { pattern: '^[0-5]' } } } }, '{"a":"99:99"}'],
  ['out-of-range', { gold: ['x'], schema: { items: { $ref: '#/$defs/w' }, $defs: { w: { enum: ['x'] } } } }, '["none-of-these"]'],
  ['out-of-range', { gold: 2, format: 'number' }, '-3000000'],
  ['out-of-range', { gold: 'x', format: 'text' }, null],
  [
    'overlap',
    {
      gold: [
        { start: 0, end: 5 },
        { start: 5, end: 9 },
      ],
    },
    '[{"start":0,"end":9},{"start":5,"end":9}]',
  ],
  [
    'overlap',
    {
      gold: [
        { start: 0, end: 9 },
        { start: 5, end: 9 },
      ],
    },
    null,
  ],
  [
    'overlap',
    {
      gold: [
        { price: 0, amount: 5 },
        { price: 5, amount: 9 },
      ],
    },
    null,
  ],
  ['empty', { gold: 'x', format: 'text' }, ''],
  ['other-case', { gold: 'x', format: 'text', others: ['x', 'y'] }, 'y'],
  ['other-case', { gold: 'x', format: 'text', others: ['x'] }, null],
] as [string, Given, string | null][])('%s makes of %j %j', (name, given, expected) => {
  expect(mutate(name, given)).toBe(expected)
})

test('truncation breaks off and prose stands around', () => {
  const gold = [{ a: 'a longer text' }]
  expect(JSON.stringify(gold).startsWith(mutate('truncate', { gold }) as string)).toBe(true)
  expect(mutate('prose', { gold })).toContain(JSON.stringify(gold))
})

test('no mutator fails on any JSON, changes gold, or draws differently twice', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.integer(), (value, seed) => {
      const gold = value as Json
      const before = canonicalJson(gold)
      for (const { name } of mutators) {
        const given = { gold, seed, others: ['other'], schema: { type: 'object', properties: { a: { maximum: 3 } } } }
        expect(mutate(name, given)).toBe(mutate(name, given))
      }
      expect(canonicalJson(gold)).toBe(before)
    }),
    { numRuns: 200 },
  )
})

test.each(['lecture-concepts', 'invoice-fields', 'support-triage'])(
  'mutants of %s are the same for one seed, and others for another',
  async (name) => {
    const task = suite(name)
    const first = await mutantsOf({ ...task, cases: task.cases.slice(0, 4) }, { perMutator: 2 })
    expect(await mutantsOf({ ...task, cases: task.cases.slice(0, 4) }, { perMutator: 2 })).toEqual(first)
    const other = await mutantsOf({ ...task, cases: task.cases.slice(0, 4) }, { perMutator: 2, seed: 2 })
    expect(other.map(({ text }) => text)).not.toEqual(first.map(({ text }) => text))
    expect(first.filter((mutant) => mutant.class === 'format' && !mutant.meaningChanging)).toEqual([])
  },
)

test('the order of a set does not change its meaning, a lost item does', async () => {
  const task = suite('lecture-concepts')
  const mutants = await mutantsOf({ ...task, cases: task.cases.slice(0, 6) })
  const changing = (name: string) => new Set(mutants.filter(({ mutator }) => mutator === name).map((mutant) => mutant.meaningChanging))
  expect(changing('shuffle')).toEqual(new Set([false]))
  for (const name of ['drop', 'invent', 'overlap', 'duplicate', 'other-case']) expect(changing(name), name).toEqual(new Set([true]))
})

test('gold that no answer can be compared with makes no mutants', async () => {
  const task = suite('support-triage')
  const gold = ['a', 'list']
  const cases = task.cases.slice(0, 1).map((subject) => ({ ...subject, gold }))
  expect(await mutantsOf({ ...task, output: { format: 'text', schema: null }, cases })).toEqual([])
  expect(await mutantsOf({ ...task, cases: [{ ...cases[0], gold: undefined } as never] })).toEqual([])
})

test('of many cases some are damaged, others by another seed', async () => {
  const task = suite('support-triage')
  const damaged = async (seed: number, mostCases: number) =>
    new Set((await mutantsOf(task, { seed, mostCases })).map((mutant) => mutant.case.id))
  const [five, again, others] = [await damaged(1, 5), await damaged(1, 5), await damaged(2, 5)]
  expect([five.size, (await damaged(1, 1_000)).size]).toEqual([5, task.cases.length])
  expect(again).toEqual(five)
  expect(others).not.toEqual(five)
})
