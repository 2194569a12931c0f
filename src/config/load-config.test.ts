import { execFile } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { loadConfig } from './load-config.ts'
import { faultsOf, testFolder } from './testing/test-folder.ts'

const load = (root: string, more: object = {}) => loadConfig({ root, env: {}, ...more })
const faults = (yaml: string, files: Record<string, string> = {}) => {
  const root = testFolder({ 'taskbench.config.yaml': yaml, ...files })
  return faultsOf(join(root, 'taskbench.config.yaml'), () => load(root)).then((all) => all.map((fault) => fault.replaceAll(root, 'ROOT')))
}

test('without a config two simulated models run, without a key or a network', async () => {
  const config = await load(testFolder({}))
  expect(config).toMatchObject({ file: null, concurrency: 64, budgetUsd: null, seed: 1, generalModel: null })
  expect(config.models.map(({ label, simulated, paid, needsCase }) => ({ label, simulated, paid, needsCase }))).toEqual([
    { label: 'sim:careful', simulated: true, paid: false, needsCase: true },
    { label: 'sim:hasty', simulated: true, paid: false, needsCase: true },
  ])
})

test('YAML and TypeScript give the same settings', async () => {
  const yaml = 'models:\n  - { id: openai:gpt-5-mini, label: mini, params: { temperature: 0 } }\nconcurrency: 8\n'
  const code = "export default { models: [{ id: 'openai:gpt-5-mini', label: 'mini', params: { temperature: 0 } }], concurrency: 8 }\n"
  const strip = ({ root: _, file: __, resultsFolder: ___, tape: ____, ...rest }: Awaited<ReturnType<typeof load>>) => rest
  const fromYaml = await load(testFolder({ 'taskbench.config.yaml': yaml }))
  const fromCode = await load(testFolder({ 'taskbench.config.ts': code }))
  expect(strip(fromCode)).toEqual(strip(fromYaml))
  expect(fromYaml.models[0]).toMatchObject({ provider: 'openai', name: 'gpt-5-mini', paid: true, concurrency: 16, timeoutMs: 60_000 })
})

test("the plugin's options go over the file, and the environment names the general model", async () => {
  const root = testFolder({ 'taskbench.config.yaml': 'models: [sim:careful]\nconcurrency: 8\n' })
  const config = await load(root, {
    overrides: { concurrency: 3, models: ['sim:hasty'], seed: undefined },
    env: { GENERAL_TASK_LLM: 'sim:careful' },
  })
  expect(config).toMatchObject({ concurrency: 3, seed: 1, generalModel: 'sim:careful' })
  expect(config.models.map(({ label }) => label)).toEqual(['sim:hasty'])
})

test('servers on this machine cost nothing unless it is said, and recorded answers nothing at all', async () => {
  const yaml = `models:
  - { id: compatible:a, baseUrl: 'http://127.0.0.1:1/v1' }
  - { id: compatible:b, baseUrl: 'https://llm.example.com/v1' }
  - { id: compatible:proxy, baseUrl: 'http://127.0.0.1:1/v1', paid: true }
  - ollama:llama3
  - { id: recorded:c, answers: c.jsonl }
`
  const { models } = await load(testFolder({ 'taskbench.config.yaml': yaml, 'c.jsonl': '' }))
  expect(models.map(({ label, paid }) => [label, paid])).toEqual([
    ['compatible:a', false],
    ['compatible:b', true],
    ['compatible:proxy', true],
    ['ollama:llama3', false],
    ['recorded:c', false],
  ])
})

test('all faults of a config are reported at once, each at its place, with the nearest legal word', async () => {
  const yaml = `models:
  - opnai:gpt-5-mini
  - { id: sim:careful, lable: x }
  - { id: sim:hasty, concurrency: 0 }
concurency: 3
budgetUsd: -1
seed: 1.5
`
  expect(await faults(yaml)).toEqual([
    expect.stringMatching(/^2:5 unknown provider opnai \(did you mean openai/),
    expect.stringMatching(/^3:24 unknown key "lable" .*did you mean label/),
    expect.stringMatching(/^4:35 .*found 0, expected more than 0/),
    expect.stringMatching(/^5:1 unknown key "concurency" .*did you mean concurrency/),
    expect.stringMatching(/^6:12 budgetUsd: found -1, expected more than 0/),
    expect.stringMatching(/^7:7 seed: found 1.5, expected a whole number/),
  ])
})

test.each([
  ['an unknown provider', 'models: [opnai:x]', /^1:10 unknown provider opnai \(did you mean openai\? legal: /],
  ['a model without a provider', 'models: [gpt]', /^1:10 models\.0: found "gpt", .*provider:name/],
  ['no models', 'models: []', /^1:9 models: found an empty list, expected at least 1/],
  ['two equal labels', 'models: [sim:careful, sim:careful]', /^1:23 two models are labelled sim:careful \(give each its own `label`\)/],
  ['an address that is missing', 'models: [compatible:x]', /^1:10 a model of the provider compatible needs a baseUrl/],
  ['answers that are missing', 'models: [recorded:x]', /^1:10 a model of the provider recorded needs `answers`/],
  ['a file of answers that is not there', 'models: [{ id: recorded:x, answers: none.jsonl }]', /^1:37 there is no file ROOT\/none\.jsonl/],
  [
    'a path that leaves the project',
    'models: [{ id: recorded:x, answers: ../../.ssh/id_rsa }]',
    /^1:37 the path \.\.\/\.\.\/\.ssh\/id_rsa leads out of the project/,
  ],
  [
    'an absolute path',
    'models: [{ id: recorded:x, answers: /etc/passwd }]',
    /^1:37 the path \/etc\/passwd leads out of the project, to \/etc\/passwd/,
  ],
  ['a home folder', 'models: [{ id: recorded:x, answers: ~/a.jsonl }]', /^1:37 the path ~\/a\.jsonl begins with ~/],
  ['a key in place of its name', 'models: [{ id: openai:x, apiKeyEnv: "sk-123 abc" }]', /name of an environment variable, never a key/],
  ['a budget that is no number', 'models: [sim:careful]\nbudgetUsd: .nan', /^2:12 budgetUsd: found NaN, expected a number/],
  [
    'a tape outside of the project',
    'models: [sim:careful]\ntape: { mode: record, folder: ../tapes }',
    /^2:31 the path \.\.\/tapes leads out of the project/,
  ],
  ['a list in place of a mapping', '- a', /^1:1 the file: found a list, expected a mapping/],
  ['an empty file', '', /^1:1 the file is empty, expected a mapping/],
  ['an empty id', 'models: [""]', /^1:10 models\.0: found "", expected provider:name, as in openai:gpt-5-mini/],
  ['an entry of no legal type', 'models: [5]', /^1:10 models\.0: found 5, expected a text or a mapping/],
  ['an entry without an id', 'models: [{ label: a }]', /^1:10 models\.0\.id is missing, expected a text/],
  [
    'an unknown parameter',
    'models: [{ id: openai:x, params: { temprature: 0 } }]',
    /^1:36 unknown key "temprature" \(did you mean temperature\?\)/,
  ],
  [
    'an unknown word in a price',
    'models: [{ id: openai:x, price: { inputUsdPerMillion: 1, outputUsdPerMillion: 1, cachedUsd: 1 } }]',
    /^1:82 unknown key "cachedUsd" \(legal: inputUsdPerMillion, /,
  ],
  [
    'a negative price',
    'models: [{ id: openai:x, price: { inputUsdPerMillion: -1, outputUsdPerMillion: 1 } }]',
    /^1:55 models\.0\.price\.inputUsdPerMillion: found -1, expected at least 0/,
  ],
  [
    'an endless rate',
    'models: [{ id: openai:x, requestsPerMinute: .inf }]',
    /^1:45 models\.0\.requestsPerMinute: found Infinity, expected a number/,
  ],
  ['a key of a tape', 'models: [sim:careful]\ntape: { mod: off }', /^2:9 unknown key "mod" \(did you mean mode\?\)/],
  [
    'an address that is none',
    'models: [{ id: compatible:x, baseUrl: /etc }]',
    /^1:39 models\.0\.baseUrl: found "\/etc", expected an address, as in http/,
  ],
  [
    'an address with a password',
    'models: [{ id: compatible:x, baseUrl: "http://u:p@127.0.0.1" }]',
    /^1:39 baseUrl of compatible:x holds a user name or password/,
  ],
  [
    "a vendor's key at a foreign host",
    'models: [{ id: openai:x, baseUrl: "https://llm.example.com" }]',
    /^1:35 The key in OPENAI_API_KEY may not be sent to llm\.example\.com; it belongs to api\.openai\.com.*allowKeys/,
  ],
  [
    'any key at a foreign host',
    'models: [{ id: compatible:x, baseUrl: "https://llm.example.com", apiKeyEnv: HOME }]',
    /^1:39 The key in HOME may not be sent to llm\.example\.com/,
  ],
  ['an unknown profile', 'models: [sim:carful]', /^1:10 unknown simulated model "sim:carful"/],
  [
    'an unknown word of a simulation',
    'models: [{ id: sim:careful, sim: { latncy: 1 } }]',
    /^1:34 settings of sim:careful: unknown setting sim\.latncy/,
  ],
  [
    'a simulation of a real model',
    'models: [{ id: openai:x, sim: {} }]',
    /^1:31 `sim` is a setting of simulated models: openai:x does not read it/,
  ],
  ['answers of a real model', 'models: [{ id: openai:x, answers: c.jsonl }]', /^1:35 `answers` is a setting of recorded models/],
  [
    'an address of a simulation',
    'models: [{ id: sim:careful, baseUrl: "http://a" }]',
    /^1:38 `baseUrl` is a setting of models that stand on a server/,
  ],
  ['a folder of answers', 'models: [{ id: recorded:x, answers: . }]', /^1:37 ROOT is not a file/],
  ['a label that clears the screen', 'models: [{ id: sim:careful, label: "a\\e[2J" }]', /^1:36 the label holds control characters/],
  ['results outside of the project', 'models: [sim:careful]\nresults: ../../x', /^2:10 the path \.\.\/\.\.\/x leads out of the project/],
  ['a key of prototypes', 'models: [sim:careful]\n__proto__: { seed: 2 }', /^2:1 found the key __proto__, which is reserved/],
])('%s is a fault', async (_, yaml, message) => {
  expect(await faults(yaml, { 'c.jsonl': '' })).toEqual([expect.stringMatching(message)])
})

test('a fault that the schema sees hides none that it does not see', async () => {
  const yaml = `models:
  - { id: recorded:x, answers: none.jsonl }
  - { id: sim:careful, lable: y }
  - sim:hasty
  - sim:hasty
  - { id: recorded:z }
results: /etc
seed: -1
`
  expect(await faults(yaml)).toEqual([
    expect.stringMatching(/^2:32 there is no file ROOT\/none\.jsonl/),
    expect.stringMatching(/^3:24 unknown key "lable"/),
    expect.stringMatching(/^5:5 two models are labelled sim:hasty/),
    expect.stringMatching(/^6:5 a model of the provider recorded needs `answers`/),
    expect.stringMatching(/^7:10 the path \/etc leads out of the project/),
    expect.stringMatching(/^8:7 seed: found -1, expected at least 0/),
  ])
})

test("faults of the plugin's options are said to be there", async () => {
  const root = testFolder({ 'taskbench.config.yaml': 'models: [sim:careful]\n' })
  const found = (overrides: object) => faultsOf(join(root, 'taskbench.config.yaml'), () => load(root, { overrides }))
  expect(await found({ concurrency: -1, sed: 2 })).toEqual([
    '1:1 concurrency: found -1, expected more than 0 (in the options of taskbench() in vitest.config.ts)',
    '1:1 unknown key "sed" (in the options of taskbench() in vitest.config.ts; did you mean seed?)',
  ])
  expect(await found({ models: ['sim:careful', 'sim:careful'] })).toEqual([
    expect.stringMatching(/^1:1 two models are labelled sim:careful \(in the options of taskbench/),
  ])
})

test('code may write results outside of the project and let a key go to a host', async () => {
  const yaml = 'models: [{ id: compatible:x, baseUrl: "https://llm.example.com", apiKeyEnv: MY_KEY }]'
  const outside = testFolder({})
  const config = await load(testFolder({ 'taskbench.config.yaml': yaml }), {
    overrides: { results: outside },
    allowKeys: { 'llm.example.com': ['MY_KEY'] },
  })
  expect(config).toMatchObject({ resultsFolder: outside, models: [{ apiKeyEnv: 'MY_KEY', paid: true }] })
})

test.each([
  ['a module that throws', 'c.ts', 'throw new Error("boom")', 'c.ts could not be loaded: boom'],
  ['a module that exports a function', 'c.ts', 'export default () => ({})', 'c.ts:1:1 the file: found a function, expected a mapping'],
  ['a kind of file that is no config', 'c.toml', 'a = 1', 'c.toml: a config cannot be read from this kind of file'],
])('%s is said', async (_, file, content, message) => {
  await expect(load(testFolder({ [file]: content }), { file })).rejects.toThrow(message)
})

test('Node itself loads a TypeScript config, anew when it was changed, and says where it is broken', async () => {
  const code = (seed: string) =>
    `type Seed = number\nconst seed: Seed = ${seed}\nexport default { models: ['sim:careful'], seed } satisfies object\n`
  const root = testFolder({ 'taskbench.config.ts': code('1') })
  const script = `
    import { utimesSync, writeFileSync } from 'node:fs'
    import { loadConfig } from ${JSON.stringify(import.meta.resolve('./load-config.ts'))}
    for (const [second, text] of ${JSON.stringify([code('1'), code('2'), code('('), 'throw 1'])}.entries()) {
      writeFileSync('taskbench.config.ts', text)
      utimesSync('taskbench.config.ts', 1, second)
      await loadConfig({ root: ${JSON.stringify(root)}, env: {} }).then(({ seed }) => console.log(seed), ({ kind, message }) => console.log(kind, message))
    }`
  const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], { cwd: root })
  const lines = stdout.replaceAll(root, 'ROOT').split('\n')
  expect(lines.slice(0, 2)).toEqual(['1', '2'])
  expect(lines[2]).toMatch(/^config ROOT\/taskbench\.config\.ts could not be loaded: /)
  expect(lines.at(-2)).toBe('config ROOT/taskbench.config.ts could not be loaded: 1')
})

test('a link does not lead out of the project either, unless its folder is allowed', async () => {
  const outside = testFolder({ 'a.jsonl': '' })
  const root = testFolder({ 'taskbench.config.yaml': 'models: [{ id: recorded:x, answers: link/a.jsonl }]' })
  symlinkSync(outside, join(root, 'link'))
  expect(await faultsOf('none', () => load(root))).toEqual([expect.stringContaining('leads out of the project')])
  await expect(load(root, { allowFolders: [outside] })).resolves.toMatchObject({ models: [{ answersFile: join(root, 'link/a.jsonl') }] })
})

test('a config file that is not there, or exports nothing, is said', async () => {
  const root = testFolder({ 'taskbench.config.mjs': 'export const config = {}\n' })
  await expect(load(root, { file: 'other.yaml' })).rejects.toThrow(`there is no config file ${join(root, 'other.yaml')}`)
  await expect(load(root)).rejects.toThrow('has no default export')
})

test('the hash of a config is of what bears on results', async () => {
  const hash = async (yaml: string) => (await load(testFolder({ 'taskbench.config.yaml': yaml, 'a.jsonl': '' }))).configHash
  const plain = await hash('models: [sim:careful]')
  expect(await hash('# a comment\nmodels:\n  - { id: sim:careful, concurrency: 2 }\nconcurrency: 9\n')).toBe(plain)
  expect(await hash('models: [{ id: sim:careful, contextTokens: 8000, traits: [vision] }]')).toBe(plain)
  expect(await hash('models: [{ id: sim:careful, params: { temperature: 1 } }]')).not.toBe(plain)
  const recorded = 'models: [{ id: recorded:x, answers: a.jsonl }]'
  expect(await hash(recorded)).toBe(await hash(recorded))
})

test.each([
  ['concurrency: -1', /concurrency: found -1, expected more than 0/],
  ['concurrency: .nan', /concurrency: found NaN, expected/],
  ['requestsPerMinute: -500', /requestsPerMinute: found -500, expected at least 0\.01/],
  ['requestsPerMinute: .nan', /requestsPerMinute: found NaN, expected a number/],
  ['requestsPerMinute: .inf', /requestsPerMinute: found Infinity, expected a number/],
  ['tokensPerMinute: 0', /tokensPerMinute: found 0, expected at least 1/],
  ['timeoutMs: 0', /timeoutMs: found 0, expected more than 0/],
  ['timeoutMs: 31536000000', /timeoutMs: found 31536000000, expected at most 86400000/],
])('a limit of %s is a fault at its place', async (setting, fault) => {
  const [found, ...more] = await faults(`models:\n  - id: sim:careful\n    ${setting}\n`)
  expect(found).toMatch(/^3:\d+ /)
  expect(found).toMatch(fault)
  expect(more).toEqual([])
})

test('`abandonAfter` is a count, 5 by default; 0 switches it off', async () => {
  const read = async (yaml: string) => (await load(testFolder({ 'taskbench.config.yaml': `models: [sim:careful]\n${yaml}` }))).abandonAfter
  expect(await read('')).toBe(5)
  expect(await read('abandonAfter: 3')).toBe(3)
  expect(await read('abandonAfter: 0')).toBeNull()
  for (const wrong of ['-1', '.nan', '2.5', 'never', '~'])
    expect(await faults(`models: [sim:careful]\nabandonAfter: ${wrong}\n`)).toEqual([
      expect.stringMatching(/^2:15 abandonAfter: found .*, expected /),
    ])
})
