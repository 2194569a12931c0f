import { expect, test } from 'vitest'
import type { ScenarioInput } from '../../schema/scenario.ts'
import { testScenario } from '../testing/virtual-run.ts'
import { loadSentence } from './load-sentence.ts'
import { mostInFlight } from './most-in-flight.ts'

test.each<[Partial<ScenarioInput>, string, number]>([
  [{}, '1 at once, 30 requests', 1],
  [{ load: { kind: 'closed', concurrency: 8 }, stop: { requests: 5, seconds: 2 } }, '8 at once, 5 requests or 2 s', 8],
  [{ load: { kind: 'open', ratePerSecond: 0.5, arrivals: 'gamma', shape: 2 }, stop: { seconds: 2 } }, '0.5/s (gamma), 2 s', 1_000],
  [{ load: { kind: 'burst', requests: 5 } }, 'burst of 5', 5],
  [{ load: { kind: 'burst', requests: 5, bursts: 3, everySeconds: 2 } }, '3 bursts of 5 every 2 s', 15],
  [
    { load: { kind: 'ramp', of: 'concurrency', from: 1, to: 10, steps: 4 } },
    'ramp: 1 at once to 10 at once in 4 steps, each 30 requests',
    10,
  ],
  [
    { load: { kind: 'sweep', of: 'ratePerSecond', values: [1, 2.5], mostInFlight: 7 } },
    'sweep: 1/s to 2.5/s in 2 steps, each 30 requests',
    7,
  ],
])('%j is said as "%s"', (written, said, most) => {
  const scenario = testScenario(written)
  expect(loadSentence(scenario)).toBe(said)
  expect(mostInFlight(scenario.load)).toBe(most)
})
