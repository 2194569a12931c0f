import { expect, test } from 'vitest'
import { EvalError } from '../schema/eval-error.ts'
import { simPrice } from './sim-price.ts'
import { simProfiles } from './sim-profiles.ts'
import { simProvider } from './sim-provider.ts'
import { askSim, noMistakes, prepareSim, simModel, slack } from './testing/simulated.ts'

const items = ['ochre', 'umber', 'vermilion', 'viridian'].map((name, index) => ({ name, share: index + 20 }))

async function answers(name: string, trials: number, sim = {}, seed = 1): Promise<string[]> {
  const model = simModel(name, sim)
  const provider = await prepareSim(model, seed)
  const asked = Array.from({ length: trials }, (_, trial) => askSim(provider, model, { gold: items, trial }))
  return (await Promise.all(asked)).map(({ text }) => text)
}

test('it says that it is simulated, and costs nothing real', async () => {
  expect(simProvider).toMatchObject({ name: 'sim', simulated: true, paid: false, needs: ['case'], keyVariables: [], hosts: [] })
  expect(simProvider.description).toMatch(/^Simulated/)
  const model = simModel('careful')
  expect((await askSim(await prepareSim(model), model, { gold: 1 })).servedModel).toBe('careful (simulated)')
})

test('without mistakes the answer is the gold', async () => {
  const [text] = await answers('careful', 1, { mistakes: noMistakes })
  expect(JSON.parse(text as string)).toEqual(items)
})

test('the same trial is the same in every run, and trials, cases and seeds differ', async () => {
  const first = await answers('hasty', 40)
  expect(await answers('hasty', 40)).toEqual(first)
  expect(new Set(first).size).toBeGreaterThan(10)
  expect(await answers('hasty', 40, {}, 2)).not.toEqual(first)
  expect(await answers('hasty', 40, { seed: 7 })).not.toEqual(first)
})

test('answers do not depend on the order in which they are asked for', async () => {
  const model = simModel('hasty')
  const provider = await prepareSim(model)
  const trials = Array.from({ length: 30 }, (_, trial) => trial)
  const ask = async (order: number[]) => {
    const found = new Map<number, string>()
    for (const trial of order) found.set(trial, (await askSim(provider, model, { gold: items, trial })).text)
    return trials.map((trial) => found.get(trial))
  }
  expect(await ask(trials.toReversed())).toEqual(await ask(trials))
})

test('neither latency nor a second attempt changes the answer', async () => {
  const slow = simModel('hasty', { latency: { kind: 'fixed', ms: 1 }, tokensPerSecond: null })
  const fast = simModel('hasty')
  const at = async (model: typeof slow, attempt: number) =>
    (await askSim(await prepareSim(model), model, { gold: items, trial: 5, attempt })).text
  expect(await at(slow, 1)).toBe(await at(fast, 1))
  expect(await at(fast, 2)).toBe(await at(fast, 1))
})

test('every profile keeps its rate of wholly right answers', async () => {
  const trials = 3_000
  for (const [name, { mistakes }] of Object.entries(simProfiles)) {
    const { omit, invent, alter, breakFormat, refuse } = mistakes
    const expected = ((1 - omit) * (1 - alter) * (1 - invent)) ** items.length * (1 - breakFormat) * (1 - refuse)
    const noFailures = { rateLimit: 0, reset: 0, serverError: 0, stall: 0 }
    const right = (await answers(name, trials, { failures: noFailures })).filter((text) => text === JSON.stringify(items)).length
    expect(Math.abs(right / trials - expected)).toBeLessThan(slack(expected, trials))
  }
})

test('sim:careful is mostly right, sim:hasty less often, sim:faulty seldom', async () => {
  const failures = { rateLimit: 0, reset: 0, serverError: 0 }
  const right = async (name: string) =>
    (await answers(name, 1_000, { failures })).filter((text) => text === JSON.stringify(items)).length / 1_000
  const [careful, hasty, faulty] = await Promise.all(['careful', 'hasty', 'faulty'].map(right))
  expect(careful).toBeGreaterThan(0.75)
  expect(hasty).toBeLessThan(careful as number)
  expect(faulty).toBeLessThan(hasty as number)
})

test('a refusal has no text, a refusal part and its finish reason', async () => {
  const model = simModel('careful', { mistakes: { refuse: 1 } })
  const { text, parts, finishReason } = await askSim(await prepareSim(model), model, { gold: items })
  expect({ text, finishReason, type: parts[0]?.type }).toEqual({ text: '', finishReason: 'refusal', type: 'refusal' })
})

test('usage is estimated at four characters a token and priced by the profile', async () => {
  const model = simModel('careful', { mistakes: noMistakes })
  const { usage, inlineCostNanoUsd } = await askSim(await prepareSim(model), model, { gold: 'x'.repeat(98), format: 'json' })
  expect(usage).toMatchObject({ inputTokens: 27, outputTokens: 25, cachedInputTokens: 0, reasoningTokens: 0, source: 'estimated' })
  expect(simPrice('careful')).toEqual({ inputUsdPerMillion: 1, outputUsdPerMillion: 5 })
  expect(inlineCostNanoUsd).toBe(27 * 1_000 + 25 * 5_000)
})

test("the config's price goes before the profile's, and an unknown profile has none", async () => {
  const model = { ...simModel('careful', { mistakes: noMistakes }), price: { inputUsdPerMillion: 0, outputUsdPerMillion: 2 } }
  expect((await askSim(await prepareSim(model), model, { gold: 'four' })).inlineCostNanoUsd).toBe(2 * 2_000)
  expect(simPrice('constructor')).toBeNull()
})

test('maxOutputTokens cuts the answer and stop ends it', async () => {
  const model = simModel('careful', { mistakes: noMistakes })
  const ask = async (params: object) =>
    askSim(await prepareSim(model), model, { gold: 'one two three four', format: 'text', request: { params } })
  expect(await ask({ maxOutputTokens: 2 })).toMatchObject({ text: 'one two ', finishReason: 'length', usage: { outputTokens: 2 } })
  expect(await ask({ stop: [' three'] })).toMatchObject({ text: 'one two', finishReason: 'stop' })
})

test('gold that names tools of the request is answered by calling them', async () => {
  const model = simModel('careful', { mistakes: noMistakes })
  const calls = [{ name: 'weather', arguments: { city: 'Oslo' } }]
  const tools = [{ name: 'weather' }]
  const answer = await askSim(await prepareSim(model), model, { gold: { calls }, request: { tools } })
  expect(answer).toMatchObject({ text: '', toolCalls: calls, finishReason: 'tool-calls' })
})

test('without gold it answers from the prompt in the wanted format, and says that it is simulated', async () => {
  const model = simModel('careful', { mistakes: noMistakes })
  const provider = await prepareSim(model)
  const text = async (format: string) => (await askSim(provider, model, { format })).text
  expect(await text('text')).toMatch(/^This is a simulated answer\. .*(ochre|umber|vermilion|colours|painter|Name|that|mentions)/)
  expect(JSON.parse(await text('json'))).toMatchObject({ simulated: true })
  expect((await text('lines')).split('\n')).toHaveLength(3)
  expect(await text('number')).toMatch(/\d+$/)
  expect(await text('text')).toBe(await text('text'))
})

test('without a case the answer depends on the messages', async () => {
  const model = simModel('careful', { mistakes: noMistakes })
  const provider = await prepareSim(model)
  const ask = async (content: string) => {
    const signal = new AbortController().signal
    return (
      await provider.complete({ model, request: { messages: [{ role: 'user', content }], params: {} }, trial: 0, attempt: 1, signal })
    ).text
  }
  expect(await ask('the long river')).toBe(await ask('the long river'))
  expect(await ask('the long river')).not.toBe(await ask('a short mountain'))
})

test('an unknown profile is refused with the legal ones', async () => {
  const refused = prepareSim(simModel('carefull'))
  await expect(refused).rejects.toSatisfy(EvalError.is)
  await expect(refused).rejects.toMatchObject({
    kind: 'config',
    message: 'unknown simulated model "sim:carefull", expected one of sim:careful, sim:hasty, sim:faulty',
    hint: 'did you mean sim:careful?',
  })
})
