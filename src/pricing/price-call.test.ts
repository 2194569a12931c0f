import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Usage } from '../schema/answer.ts'
import type { Model } from '../schema/model.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { PRICE_DATE, priceCall } from './price-call.ts'

const usage = (fields: Partial<Usage> = {}): Usage => ({
  inputTokens: 1000,
  outputTokens: 100,
  cachedInputTokens: null,
  cacheWriteInputTokens: null,
  reasoningTokens: null,
  source: 'provider',
  ...fields,
})
const price = { inputUsdPerMillion: 1, outputUsdPerMillion: 4, cachedInputUsdPerMillion: 0.1, cacheWriteInputUsdPerMillion: 1.25 }
const call = (fields: Partial<Model> = {}, used: Partial<Usage> = {}, inlineCostNanoUsd: number | null = null) =>
  priceCall({ model: testModel({ provider: 'openai', name: 'gpt-5-mini', ...fields }), usage: usage(used), inlineCostNanoUsd })
const unpriced = { nanoUsd: null, source: 'none', priced: null }

describe('where the price comes from', () => {
  test('the provider’s own price wins', () => {
    expect(call({ price }, {}, 78_000)).toEqual({ nanoUsd: 78_000, source: 'inline', priced: null })
    expect(call({ price }, {}, 0)).toEqual({ nanoUsd: 0, source: 'inline', priced: null })
  })

  test('then the config’s', () => {
    expect(call({ price })).toEqual({ nanoUsd: 1_400_000, source: 'config', priced: null })
  })

  test('then the bundled list’s, with its version', () => {
    expect(call()).toEqual({ nanoUsd: 450_000, source: 'list', priced: PRICE_DATE })
    expect(PRICE_DATE).toMatch(/^@pydantic\/genai-prices \d+\.\d+\.\d+$/)
  })

  test('simulated models say that they are', () => {
    expect(call({ provider: 'sim', name: 'careful', simulated: true, paid: false, needsCase: true, price })).toMatchObject({
      nanoUsd: 1_400_000,
      source: 'simulated',
    })
    expect(call({ provider: 'sim', name: 'careful', simulated: true, paid: false, needsCase: true })).toEqual(unpriced)
  })

  test('a model on this machine costs 0, by its address', () => {
    expect(call({ provider: 'ollama', name: 'llama3.2:3b', paid: false })).toEqual({
      nanoUsd: 0,
      source: 'config',
      priced: 'loopback address',
    })
    expect(call({ provider: 'ollama', name: 'llama3.2:3b', paid: false, price })).toMatchObject({ nanoUsd: 1_400_000 })
  })

  test('a recorded answer that does not say its cost is unpriced', () => {
    expect(call({ provider: 'recorded', name: 'system-a', paid: false, needsCase: true })).toEqual(unpriced)
    expect(call({ provider: 'recorded', name: 'system-a', paid: false, needsCase: true }, {}, 5)).toMatchObject({
      nanoUsd: 5,
      source: 'inline',
    })
  })
})

describe('unknown is null, never 0', () => {
  test.each([
    [{ name: 'gpt-unheard-of' }, {}],
    [{ provider: 'compatible', name: 'gpt-5-mini', baseUrl: 'https://llm.example.com/v1' }, {}],
    [{ provider: 'ollama', name: 'llama3.2:3b', baseUrl: 'https://ollama.example.com' }, {}],
    [{}, { inputTokens: null }],
    [{}, { outputTokens: null }],
    [{ price }, { inputTokens: null, outputTokens: null, source: 'none' as const }],
  ])('%j with %j', (fields, used) => {
    expect(call(fields, used)).toEqual(unpriced)
  })
})

test('a price that cannot be counted in whole nano-dollars is none', () => {
  const used = { inputTokens: Number.MAX_SAFE_INTEGER, outputTokens: Number.MAX_SAFE_INTEGER }
  expect(call({ price }, used)).toEqual(unpriced)
  expect(call({}, used)).toEqual(unpriced)
  expect(call({}, {}, 2 ** 60)).toEqual(unpriced)
})

describe('kinds of tokens', () => {
  test('cached and written input have prices of their own, reasoning is part of the output', () => {
    const used = { cachedInputTokens: 600, cacheWriteInputTokens: 200, reasoningTokens: 90 }
    expect(call({ price }, used).nanoUsd).toBe((200 * 1 + 600 * 0.1 + 200 * 1.25 + 100 * 4) * 1000)
    expect(call({ provider: 'anthropic', name: 'claude-sonnet-4-5' }, used).nanoUsd).toBe(
      (200 * 3 + 600 * 0.3 + 200 * 3.75 + 100 * 15) * 1000,
    )
  })

  test('where no price is given for them, they cost what other input costs', () => {
    const plain = { inputUsdPerMillion: 1, outputUsdPerMillion: 4 }
    expect(call({ price: plain }, { cachedInputTokens: 600, cacheWriteInputTokens: 200 }).nanoUsd).toBe(1_400_000)
  })

  test('a list price of another vendor’s address, and of Bedrock', () => {
    expect(call({ provider: 'compatible', name: 'gpt-5-mini', baseUrl: 'https://api.openai.com/v1' }).nanoUsd).toBe(450_000)
    expect(call({ provider: 'bedrock', name: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0' }).nanoUsd).toBeGreaterThan(0)
  })

  test('counts that contradict each other never make a price negative', () => {
    expect(call({ price }, { inputTokens: 10, cachedInputTokens: 5000 }).nanoUsd).toBe((10 * 0.1 + 100 * 4) * 1000)
    expect(call({}, { inputTokens: 10, cachedInputTokens: 5000 }).nanoUsd).toBeGreaterThanOrEqual(0)
  })
})

const tokens = fc.integer({ min: 0, max: 2_000_000 })
const rate = fc.double({ min: 0, max: 1000, noNaN: true })
const prices = fc.record({
  inputUsdPerMillion: rate,
  outputUsdPerMillion: rate,
  cachedInputUsdPerMillion: rate,
  cacheWriteInputUsdPerMillion: rate,
})
const models = fc.oneof(
  prices.map((given): Partial<Model> => ({ price: given })),
  fc.constantFrom<Partial<Model>>(
    {},
    { provider: 'anthropic', name: 'claude-sonnet-4-5' },
    { provider: 'openrouter', name: 'openai/gpt-5-mini' },
  ),
)

test('prices are whole, not negative, and grow with the tokens', () => {
  fc.assert(
    fc.property(models, tokens, tokens, tokens, tokens, tokens, tokens, (fields, input, output, cached, written, moreInput, moreOutput) => {
      const shares = { cachedInputTokens: cached, cacheWriteInputTokens: written }
      const less = call(fields, { inputTokens: input, outputTokens: output, ...shares }).nanoUsd
      const more = call(fields, { inputTokens: input + moreInput, outputTokens: output + moreOutput, ...shares }).nanoUsd
      return Number.isSafeInteger(less) && Number.isSafeInteger(more) && (less ?? -1) >= 0 && (more ?? -1) >= (less ?? 0)
    }),
  )
})
