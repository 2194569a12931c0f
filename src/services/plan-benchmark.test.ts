import { expect, test } from 'vitest'
import { faultsOf } from '../config/testing/test-folder.ts'
import { estimateBenchmark } from './estimate-benchmark.ts'
import { planBenchmark } from './plan-benchmark.ts'
import type { BenchmarkWishes } from './plan-benchmark.ts'
import { servedBenchmark } from './testing/served-benchmark.ts'

const FILES = {
  'a.scenario.yaml': 'name: a\nprompt: Hi\nmodels: [two]\n',
  'b.scenario.yaml': 'name: a\nprompt: Ho\n',
  'burst.scenario.yaml': 'name: b\nprompt: Hi\nload: { kind: burst, requests: 5 }\n',
  'timed.scenario.yaml': 'name: t\nprompt: Hi\nstop: { seconds: 5 }\nparams: { maxOutputTokens: 10 }\n',
}
const SETTINGS = {
  models: [
    { id: 'sim:hasty', label: 'one' },
    { id: 'sim:careful', label: 'two' },
  ],
}

async function plan(wishes: Partial<BenchmarkWishes>, settings: object = SETTINGS) {
  const { root, config } = await servedBenchmark({}, { files: FILES, settings })
  return planBenchmark({ scenarios: [], folder: root, ...wishes }, config)
}
const namesOf = (planned: Awaited<ReturnType<typeof plan>>) =>
  planned.map(({ scenario, models }) => [scenario.name, ...models.map(({ label }) => label)])

test('without names the standard six run on all models', async () => {
  expect(namesOf(await plan({}))).toEqual(
    ['short-answer', 'long-answer', 'streaming-chat', 'structured-output', 'tool-call', 'burst'].map((name) => [name, 'one', 'two']),
  )
})

test('files and standard scenarios are named alike; a scenario names its models, and a wish goes over it', async () => {
  expect(namesOf(await plan({ scenarios: ['a.scenario.yaml', 'soak'] }))).toEqual([
    ['a', 'two'],
    ['soak', 'one', 'two'],
  ])
  expect(namesOf(await plan({ scenarios: ['a.scenario.yaml'], models: ['one', 'sim:hasty', 'sim:faulty'] }))).toEqual([
    ['a', 'one', 'sim:faulty'],
  ])
})

test('wishes go over what scenarios say; a burst ends by itself', async () => {
  const planned = await plan({ scenarios: ['a.scenario.yaml', 'burst.scenario.yaml'], requests: 7, repetitions: 3, strict: true })
  expect(planned.map(({ scenario }) => [scenario.stop, scenario.repetitions, scenario.strict])).toEqual([
    [{ requests: 7 }, 3, true],
    [{ requests: 30 }, 3, true],
  ])
})

test.each<[string, Partial<BenchmarkWishes>, string]>([
  [
    'a name that there is not',
    { scenarios: ['short-anser'] },
    'there is no scenario "short-anser" (did you mean short-answer? standard scenarios: short-answer,',
  ],
  ['no model', { models: [] }, 'models: found no name, expected labels or ids (configured: one, two)'],
  ['a file that there is not', { scenarios: ['x/y.scenario.yaml'] }, 'there is no scenario file '],
  [
    'two scenarios of one name',
    { scenarios: ['a.scenario.yaml', 'b.scenario.yaml'] },
    'two scenarios are named a (results are told apart by the names of scenarios)',
  ],
  [
    'a model that there is not',
    { models: ['onne'] },
    'the model "onne" is not configured (did you mean one? configured: one, two; or name provider:name as in openai:gpt-5-mini)',
  ],
  ['a model of no provider', { models: ['opena:gpt-5'] }, 'the model "opena:gpt-5" cannot be used: unknown provider'],
  ['a model that needs more', { models: ['compatible:x'] }, 'the model "compatible:x" cannot be used: '],
  [
    'more than a step may ask',
    { scenarios: ['steady-rate'], seconds: 86_400_000 },
    'steady-rate: stop: found 432000000 requests in a step, expected at most 10000000 (lower the rate or the time)',
  ],
])('%s is said', async (_what, wishes, said) => {
  const [fault = ''] = await faultsOf('', () => plan(wishes))
  expect(fault.slice(0, said.length)).toBe(said)
})

test('an estimate counts every request that is sent, and what their answers may cost at most', async () => {
  const price = { inputUsdPerMillion: 1, outputUsdPerMillion: 10 }
  const planned = await plan({ scenarios: ['short-answer', 'burst'] }, { models: [{ id: 'openai:x', price }] })
  const { rows, calls, unknown } = estimateBenchmark(planned)
  // 40 measured, 2 to warm up, and up to 8 more until all users have ended; two bursts of 50, and 2.
  expect(rows.map((row) => row.calls)).toEqual([50, 102])
  expect(calls).toBe(152)
  expect(rows[0]?.outputTokens).toEqual({ low: 0, expected: 50 * 32, high: 50 * 64 })
  expect(rows[0]?.nanoUsd?.high).toBeGreaterThan(50 * 64 * 10_000)
  expect(unknown).toEqual([])
})

test('what cannot be counted before is said', async () => {
  const planned = await plan(
    { scenarios: ['timed.scenario.yaml'] },
    { models: [{ id: 'openai:x', price: { inputUsdPerMillion: 1, outputUsdPerMillion: 1 } }] },
  )
  const { calls, nanoUsd, unknown } = estimateBenchmark(planned)
  expect({ calls, high: nanoUsd.high }).toEqual({ calls: null, high: null })
  expect(unknown).toEqual(['t: how many requests there is time for, as it ends by time (set stop.requests)'])
})

test('that a load of a rate warms up until it is full is said beside its estimate', async () => {
  const notesOf = async (...scenarios: string[]) => estimateBenchmark(await plan({ scenarios })).notes
  expect(await notesOf('steady-rate')).toEqual([expect.stringMatching(/^loads of a rate warm up until the first answer has come/)])
  expect(await notesOf('short-answer', 'burst')).toEqual([])
})

test('the faults of all scenario files are said at once', async () => {
  const files = { 'x.scenario.yaml': 'name: x\nprompt: Hi\nstop: {}\n', 'y.scenario.yaml': 'name: y\n' }
  const { root, config } = await servedBenchmark({}, { files, settings: SETTINGS })
  expect(() => planBenchmark({ scenarios: Object.keys(files), folder: root }, config)).toThrow(
    expect.objectContaining({
      faults: [
        expect.objectContaining({ hint: undefined }),
        expect.objectContaining({ message: expect.stringContaining('prompt is missing') as string }),
      ],
    }) as Error,
  )
})
