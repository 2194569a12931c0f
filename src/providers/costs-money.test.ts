import { expect, test } from 'vitest'
import { costsMoney } from './costs-money.ts'

test.each([
  ['sim', null, false],
  ['recorded', null, false],
  ['ollama', null, false],
  ['ollama', 'https://ollama.com', true],
  ['compatible', 'http://localhost:8000/v1', false],
  ['compatible', 'https://llm.example.com/v1', true],
  ['openai', null, true],
  ['openai', 'http://[::1]:8000', false],
  ['unknown', null, true],
])('%s at %s: %s', (provider, baseUrl, expected) => {
  expect(costsMoney(provider, baseUrl)).toBe(expected)
})
