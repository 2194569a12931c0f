import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../config/load-config.ts'
import { faultsOf, testFolder } from '../config/testing/test-folder.ts'
import type { Config } from '../schema/config.ts'
import { readScenario } from './read-scenario.ts'

const HELLO = 'name: hello\nprompt: Hello\n'

async function read(files: Record<string, string>, name = 'a.scenario.yaml') {
  const root = testFolder({ 'taskbench.config.yaml': 'models: [sim:careful, sim:hasty]\n', ...files })
  const config: Config = await loadConfig({ root, env: {} })
  const file = join(root, name)
  return { scenario: () => readScenario(file, config), faults: () => faultsOf(file, () => readScenario(file, config)), root }
}

const faultsIn = async (text: string, files: Record<string, string> = {}) => (await read({ 'a.scenario.yaml': text, ...files })).faults()

test('a scenario with a prompt alone has everything else by default', async () => {
  const { scenario, root } = await read({ 'a.scenario.yaml': HELLO })
  expect(scenario()).toMatchObject({
    name: 'hello',
    file: join(root, 'a.scenario.yaml'),
    messages: [{ role: 'user', content: 'Hello' }],
    inputs: [{}],
    models: null,
    outputSchema: null,
    load: { kind: 'closed', concurrency: 1, staggered: true },
    stop: { requests: 30 },
    warmUp: { requests: 1 },
    repetitions: 1,
    percentiles: [50, 90, 95, 99],
    timeouts: { totalMs: 60_000 },
    strict: false,
  })
})

test.each([
  ['inputs.jsonl', '{"q":"one"}\n{"q":"two"}\n'],
  ['inputs.json', '[{"q":"one"},{"q":"two"}]'],
  ['inputs.csv', 'q\none\ntwo\n'],
  ['inputs.yaml', '- q: one\n- q: two\n'],
  ['inputs.jsonl', '{"id":"a","input":{"q":"one"},"gold":1}\n{"input":{"q":"two"}}\n'],
])('inputs come from %s as cases do', async (name, content) => {
  const { scenario } = await read({ 'a.scenario.yaml': `name: hello\nprompt: "{{q}}"\ninputs: ${name}\n`, [name]: content })
  expect(scenario().inputs).toEqual([{ q: 'one' }, { q: 'two' }])
})

test('the hash is that of what is asked and how, and of nothing else', async () => {
  const hashOf = async (more: string) => (await read({ 'a.scenario.yaml': HELLO + more })).scenario().scenarioHash
  const plain = await hashOf('')
  for (const more of [
    'description: x\n',
    'stop: { seconds: 5 }\n',
    'repetitions: 4\n',
    'slo: { latencyMs: 5 }\n',
    'models: [sim:careful]\n',
  ])
    expect(await hashOf(more)).toBe(plain)
  for (const more of ['system: x\n', 'load: { kind: closed, concurrency: 2 }\n', 'params: { temperature: 1 }\n', 'turns: [Why?]\n'])
    expect(await hashOf(more)).not.toBe(plain)
})

test.each([
  ['a rate of 0', 'load: { kind: open, ratePerSecond: 0 }', '3:36 load.ratePerSecond: found 0, expected more than 0'],
  ['a negative rate', 'load: { kind: open, ratePerSecond: -3 }', '3:36 load.ratePerSecond: found -3, expected more than 0'],
  [
    'a rate of a billion',
    'load: { kind: open, ratePerSecond: 1000000000 }',
    '3:36 load.ratePerSecond: found 1000000000, expected at most 100000',
  ],
  ['a rate that is no number', 'load: { kind: open, ratePerSecond: fast }', '3:36 load.ratePerSecond: found "fast", expected a number'],
  ['no users', 'load: { kind: closed, concurrency: 0 }', '3:36 load.concurrency: found 0, expected at least 1'],
  [
    'a ramp to too high a rate',
    'load: { kind: ramp, of: ratePerSecond, from: 1, to: 1000000000 }',
    '3:53 load.to: found 1000000000, expected at most 100000',
  ],
  ['a ramp of no users', 'load: { kind: ramp, of: concurrency, from: 0.2, to: 5 }', '3:44 load.from: found 0.2, expected at least 1'],
  [
    'a sweep that falls',
    'load: { kind: sweep, of: concurrency, values: [1, 4, 2] }',
    '3:54 load.values.2: found 2 after 4, expected values that rise',
  ],
  [
    'an unknown load',
    'load: { kind: opne }',
    '3:15 load.kind: found "opne", expected "closed" or "open" or "burst" or "ramp" or "sweep" (did you mean open?)',
  ],
  [
    'a load without a kind',
    'load: { concurrency: 2 }',
    '3:7 load.kind is missing, expected "closed" or "open" or "burst" or "ramp" or "sweep"',
  ],
  [
    'a shape of arrivals that have none',
    'load: { kind: open, ratePerSecond: 1, shape: 2 }',
    '3:39 load.shape: found it beside arrivals: poisson, expected it with gamma alone (set `arrivals: gamma`)',
  ],
  [
    'arrivals of users',
    'load: { kind: sweep, of: concurrency, values: [1, 2], mostInFlight: 5 }',
    '3:55 load.mostInFlight: found it beside of: concurrency, expected it with ratePerSecond alone (leave it out, or set `of: ratePerSecond`)',
  ],
  [
    'too many requests',
    'load: { kind: open, ratePerSecond: 100000 }\nstop: { seconds: 80000 }',
    '4:7 stop: found 8000000000 requests in a step, expected at most 10000000 (lower the rate or the time)',
  ],
  ['no end', 'stop: {}', '3:7 stop: found a mapping, expected requests, seconds, or both: a step must end'],
  [
    'an end of a burst',
    'load: { kind: burst, requests: 5 }\nstop: { requests: 3 }',
    '4:1 stop: found it beside a load of bursts, which ends with its last burst (leave it out, or set load.bursts)',
  ],
  ['no models', 'models: []', '3:9 models: found an empty list, expected at least 1 item'],
  [
    'an unknown model',
    'models: [sim:carful]',
    '3:10 the model sim:carful is not configured (did you mean sim:careful? configured: sim:careful, sim:hasty)',
  ],
  ['a percentile of 100', 'percentiles: [50, 100]', '3:19 percentiles.1: found 100, expected less than 100'],
  ['a percentile of 0', 'percentiles: [0]', '3:15 percentiles.0: found 0, expected more than 0'],
  [
    'an objective on a metric that there is not',
    'slo: { ttft: 200 }',
    '3:8 unknown key "ttft" (legal: firstTokenMs, firstTokenFromScheduleMs, firstVisibleMs, timePerOutputTokenMs, latencyMs, latencyFromScheduleMs, decodeTokensPerSecond)',
  ],
  ['an objective of 0', 'slo: { latencyMs: 0 }', '3:19 slo.latencyMs: found 0, expected more than 0'],
  ['a key that there is not', 'reptitions: 3', '3:1 unknown key "reptitions" (did you mean repetitions?)'],
  [
    'a placeholder without a value',
    'turns: ["Why {{questoin}}?"]\ninputs: [{ question: x }, {}]',
    '3:14 the placeholder {{questoin}} has no value in 2 of 2 inputs (did you mean {{question}}?; \\{{ keeps braces as they are)',
  ],
  [
    'turns beside tools',
    'turns: [Why?]\ntools: [{ name: t }]',
    '3:1 found turns beside tools, expected one of them (tool calls are measured, never answered)',
  ],
  [
    'messages beside a prompt',
    'messages: [{ role: user, content: x }]',
    '3:1 found messages beside prompt, expected one of them (put all into messages)',
  ],
  ['inputs that are not there', 'inputs: none.jsonl', 'none.jsonl (the path is relative to the scenario file)'],
  ['inputs from elsewhere', 'inputs: ../../etc/passwd', '3:9 the path ../../etc/passwd leads out of the project'],
  ['inputs that are no fields', 'inputs: [{ a: 1 }, x]', '3:20 inputs.1: found "x", expected a mapping'],
])('%s is said at its place', async (_what, text, said) => {
  const faults = await faultsIn(`${HELLO}${text}\n`)
  expect(faults).toEqual([expect.stringContaining(said)])
})

test("a scenario without a prompt, and one whose last message is not the user's", async () => {
  expect(await faultsIn('name: a\n')).toEqual(['1:1 prompt is missing, expected prompt or messages (what is asked of the models)'])
  expect(await faultsIn('name: a\nmessages: [{ role: system, content: x }]\n')).toEqual([
    '2:20 messages: the last one is of system, expected user',
  ])
})

test('several faults of a file are said at once, each at its line', async () => {
  const faults = await faultsIn('name: A b\nprompt: "{{x}}"\nload: { kind: closed, concurrency: -1 }\nstop: { requests: 0 }\n')
  expect(faults.map((fault) => fault.split(' ')[0])).toEqual(['1:7', '3:36', '4:19'])
})

test('hostile YAML is bounded', async () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d,*d]\n`
  expect((await faultsIn(bomb)).length).toBeGreaterThan(0)
  expect((await faultsIn(`name: ${'['.repeat(20_000)}`)).length).toBeGreaterThan(0)
  expect((await faultsIn('name: !!js/function x\nprompt: y\n')).length).toBeGreaterThan(0)
})

test('inputs with a fault are said at their own line', async () => {
  const faults = await faultsIn('name: a\nprompt: Hi\ninputs: in.jsonl\n', { 'in.jsonl': '{"a":1}\n[1]\n{"__proto__":{}}\n' })
  expect(faults.map((fault) => fault.replace(/^.*in\.jsonl:/, ''))).toEqual([
    '2:1 input: expected a mapping of fields (as in { text: … })',
    '3:1 input: found the key __proto__, which is reserved (use another name)',
  ])
})

test('the scenario of the documentation is one', async () => {
  const page = readFileSync(resolve(import.meta.dirname, '../../docs/benchmarks.md'), 'utf8')
  const [, text = ''] = /```yaml\n(name: [\s\S]*?)```/.exec(page) ?? []
  const { scenario } = await read({
    'taskbench.config.yaml': 'models: [{ id: "sim:careful", label: mini }, "openai:gpt-5"]\n',
    'a.scenario.yaml': text,
    'messages.jsonl': '{"message":"Hi"}\n',
  })
  expect(scenario()).toMatchObject({ name: 'support-chat', repetitions: 6, load: { kind: 'open', ratePerSecond: 4 }, strict: true })
})
