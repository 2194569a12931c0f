import { expect, test } from 'vitest'
import { priceCall } from '../pricing/price-call.ts'
import { generatedTrial } from '../records/testing/generated-records.ts'
import type { Completion } from '../schema/answer.ts'
import type { CallRequest } from '../schema/call.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { CostBounds, DEFAULT_OUTPUT_TOKENS } from './cost-bounds.ts'

/** A thousand nano-dollars per token of input, ten thousand per token of output. */
const model = testModel({ price: { inputUsdPerMillion: 1, outputUsdPerMillion: 10 } })
const unpriced = testModel()

const bounds = () => new CostBounds((of, usage, inlineCostNanoUsd) => priceCall({ model: of, usage, inlineCostNanoUsd }))

const request = (content: string, maxOutputTokens?: number, task = 't'): CallRequest => ({
  requestHash: content,
  model: model.label,
  phase: 'execution',
  task,
  case: 'c',
  trial: 0,
  request: { messages: [{ role: 'user', content }], params: maxOutputTokens === undefined ? {} : { maxOutputTokens } },
})

function answer(outputTokens: number | null, text = ''): Completion {
  const { completion } = generatedTrial({ case: '1', text }).call
  return { ...(completion as Completion), usage: { ...(completion as Completion).usage, outputTokens } }
}

function seen(outputs: number[], costNanoUsd: number | null = null): CostBounds {
  const made = bounds()
  for (const output of outputs) made.observe(request('x'), answer(output), { nanoUsd: costNanoUsd, source: 'list', priced: null })
  return made
}

test('before there are answers the limit bounds the output, else 4,096 tokens, and three bytes are a token of input', () => {
  const text = 'x'.repeat(300)
  expect(bounds().bound(model, request(text, 50))).toEqual({ nanoUsd: 108 * 1_000 + 50 * 10_000, observed: false })
  expect(bounds().bound(model, request(text))).toEqual({ nanoUsd: 108 * 1_000 + DEFAULT_OUTPUT_TOKENS * 10_000, observed: false })
  expect(bounds().bound(model, request('漢字'.repeat(50), 50)).nanoUsd).toBe(108 * 1_000 + 50 * 10_000)
})

test('tools, schemas and earlier calls of tools are input', () => {
  const plain = request('x', 1)
  const tools = [{ name: 'a', description: 'y'.repeat(297) }]
  const fuller = { ...plain, request: { ...plain.request, tools, outputSchema: { type: 'object' } } }
  const before = bounds().bound(model, plain).nanoUsd as number
  expect(bounds().bound(model, fuller).nanoUsd).toBeGreaterThan(before + 100_000)
})

test('five answers of the same model and task bound the next: their mean and three deviations, or a tenth on top', () => {
  const known = (outputs: number[], limit?: number) => seen(outputs).bound(model, request('x', limit))
  const input = 9 * 1_000
  expect(known([100, 100, 100, 100])).toMatchObject({ observed: false })
  expect(known([100, 100, 100, 100, 100])).toEqual({ nanoUsd: input + 110 * 10_000, observed: true })
  // A deviation of 10.
  expect(known([90, 90, 100, 110, 110])).toEqual({ nanoUsd: input + 130 * 10_000, observed: true })
  expect(known([100, 100, 100, 100, 100], 50)).toEqual({ nanoUsd: input + 50 * 10_000, observed: true })
  expect(seen([100, 100, 100, 100, 100]).bound(model, request('x', 7, 'another task'))).toMatchObject({ observed: false })
})

test('without a price what calls have cost bounds them, and nothing does before', () => {
  expect(bounds().bound(unpriced, request('x'))).toEqual({ nanoUsd: null, observed: false })
  expect(seen([1, 1, 1, 1, 1], 2_000).bound(unpriced, request('x'))).toEqual({ nanoUsd: 2_200, observed: true })
})

test('a model that costs nothing is bounded by nothing', () => {
  const free = testModel({ paid: false, baseUrl: 'http://127.0.0.1:1/v1' })
  expect(bounds().bound(free, request('x'))).toEqual({ nanoUsd: 0, observed: true })
})

test('what nobody reported is guessed from the characters, else from the calls before, else not at all', () => {
  expect(bounds().guess(model, request('x'), answer(null, 'y'.repeat(40)))).toBe(9 * 1_000 + 10 * 10_000)
  expect(seen([1, 1], 3_000).guess(model, request('x'), null)).toBe(3_000)
  expect(bounds().guess(model, request('x'), null)).toBeNull()
})
