import { expect, test } from 'vitest'
import { testModel } from '../schema/testing/test-model.ts'
import { listedContextTokens, listedModels } from './listed-models.ts'
import { listPriceNanoUsd } from './list-price.ts'

test('the models of the list have prices for texts, and none is an embedding', () => {
  const models = listedModels()
  expect(models).toContainEqual({ provider: 'openai', name: 'gpt-5-mini' })
  expect(new Set(models.map(({ provider }) => provider))).toEqual(new Set(['openai', 'anthropic', 'openrouter', 'bedrock']))
  expect(models.filter(({ name }) => /embedding|whisper/.test(name))).toEqual([])
  const usage = {
    inputTokens: 10,
    outputTokens: 10,
    cachedInputTokens: null,
    cacheWriteInputTokens: null,
    reasoningTokens: null,
    source: 'provider' as const,
  }
  expect(models.filter((model) => listPriceNanoUsd(testModel(model), usage) === null)).toEqual([])
})

test('context lengths are those of the list, and not known of models that it does not have', () => {
  expect(listedContextTokens(testModel({ provider: 'openai', name: 'gpt-5-mini' }))).toBe(400_000)
  expect(listedContextTokens(testModel({ provider: 'openai', name: 'nobody-knows' }))).toBe(null)
  expect(listedContextTokens(testModel({ provider: 'sim', name: 'careful' }))).toBe(null)
})
