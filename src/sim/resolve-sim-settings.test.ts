import { expect, test } from 'vitest'
import type { Json } from '../schema/json.ts'
import { resolveSimSettings } from './resolve-sim-settings.ts'
import { simProfiles } from './sim-profiles.ts'

const resolve = (sim: Record<string, Json> | null, name = 'hasty') => resolveSimSettings({ id: `sim:${name}`, name, sim, price: null })

test('without overrides the profile holds', () => {
  const { description, price, ...settings } = simProfiles['hasty'] as (typeof simProfiles)[string]
  expect(description).not.toBe('')
  expect(resolve(null)).toEqual({ settings, price })
})

test('every field overrides its own and leaves its neighbours', () => {
  const { settings } = resolve({
    mistakes: { omit: 0.5 },
    failures: { stall: 1 },
    tokensPerSecond: null,
    seed: 9,
    latency: { kind: 'lognormal', medianMs: 5 },
  })
  expect(settings).toEqual({
    mistakes: { ...simProfiles['hasty']?.mistakes, omit: 0.5 },
    failures: { ...simProfiles['hasty']?.failures, stall: 1 },
    judge: simProfiles['hasty']?.judge,
    latency: { kind: 'lognormal', medianMs: 5, sigma: 0.4 },
    tokensPerSecond: null,
    seed: 9,
  })
})

test.each([
  [
    { mistakes: { omitt: 0.1 } },
    'settings of sim:hasty: unknown setting sim.mistakes.omitt, expected one of omit, invent, alter, breakFormat, refuse',
    'did you mean omit?',
  ],
  [
    { failure: {} },
    'settings of sim:hasty: unknown setting sim.failure, expected one of mistakes, failures, judge, latency, tokensPerSecond, seed',
    'did you mean failures?',
  ],
  [
    { latency: { kind: 'fixed', ms: 1, median: 2 } },
    'settings of sim:hasty: unknown setting sim.latency.median, expected one of kind, ms',
    'use one of kind, ms',
  ],
  [{ latency: { kind: 'gaussian' } }, /sim\.latency\.kind: /, 'change `sim:` of the model in the config'],
  [{ mistakes: { omit: 2 } }, /sim\.mistakes\.omit: .*<=1/, 'change `sim:` of the model in the config'],
  [
    { mistakes: { omit: 'often' }, tokensPerSecond: 0 },
    /sim\.mistakes\.omit: .*; sim\.tokensPerSecond: /,
    'change `sim:` of the model in the config',
  ],
  [
    { failures: { reset: 0.7, stall: 0.5 } },
    'settings of sim:hasty: the rates in sim.failures add up to 1.2, expected at most 1',
    'each attempt fails in one way',
  ],
])('a bad setting %j is named', (sim, message, hint) => {
  const fault = (() => {
    try {
      return resolve(sim as Record<string, Json>)
    } catch (error) {
      return error as { kind: string; message: string; hint: string }
    }
  })()
  expect(fault).toMatchObject({ kind: 'config', hint: expect.stringContaining(hint) })
  expect((fault as { message: string }).message).toMatch(message)
})
