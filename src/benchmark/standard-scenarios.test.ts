import { expect, test } from 'vitest'
import { estimateRequestTokens } from '../sim/estimate-tokens.ts'
import type { JsonObject } from '../schema/json.ts'
import type { Scenario } from '../schema/scenario.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { loadProblems } from './load-problems.ts'
import { firstMessages, scenarioRequest } from './scenario-request.ts'
import { DEFAULT_SCENARIOS, STANDARD_SCENARIOS } from './standard-scenarios.ts'

test('there is one scenario for each kind of load', () => {
  expect([...STANDARD_SCENARIOS.keys()]).toEqual([
    'short-answer',
    'long-answer',
    'long-prompt',
    'streaming-chat',
    'structured-output',
    'tool-call',
    'multi-turn',
    'burst',
    'steady-rate',
    'ramp',
    'sweep',
    'soak',
  ])
  expect(DEFAULT_SCENARIOS.every((name) => STANDARD_SCENARIOS.has(name))).toBe(true)
})

test.each([...STANDARD_SCENARIOS.values()])('$name is sound: no problems, every prompt rendered, answers bounded', (scenario) => {
  expect(loadProblems(scenario)).toEqual([])
  for (const input of scenario.inputs) expect(JSON.stringify(firstMessages(scenario, input))).not.toContain('{{')
  expect(scenario.params?.maxOutputTokens).toBeLessThanOrEqual(512)
  expect(scenario.description).not.toBe('')
})

test('the long prompt is long, and longer than what it asks for', () => {
  const scenario = STANDARD_SCENARIOS.get('long-prompt') as Scenario
  const messages = firstMessages(scenario, scenario.inputs[0] as JsonObject)
  expect(estimateRequestTokens(scenarioRequest(scenario, testModel(), messages))).toBeGreaterThan(3_000)
})
