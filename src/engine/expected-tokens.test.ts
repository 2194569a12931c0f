import { expect, test } from 'vitest'
import { testModel } from '../schema/testing/test-model.ts'
import { expectedTokens, NO_TOKENS } from './expected-tokens.ts'
import { request } from './testing/engine-with.ts'

const limited = testModel({ tokensPerMinute: 1_000 })
const asked = (content: string, params = {}) => request('a', { request: { messages: [{ role: 'user', content }], params } })

test('a prompt counts by its bytes, its answer by the limit that it has', () => {
  expect(expectedTokens(limited, asked('x'.repeat(300)))).toEqual({ prompt: 108, answer: 4_096 })
  expect(expectedTokens(limited, asked('語'.repeat(300), { maxOutputTokens: 20 }))).toEqual({ prompt: 308, answer: 20 })
})

test('without a limit nothing is counted', () => {
  expect(expectedTokens(testModel(), asked('x'))).toBe(NO_TOKENS)
})
