import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
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

test('servers on this machine and recorded answers cost nothing', async () => {
  const yaml = `models:
  - { id: compatible:a, baseUrl: 'http://127.0.0.1:1/v1' }
  - { id: compatible:b, baseUrl: 'https://llm.example.com/v1' }
  - ollama:llama3
  - { id: recorded:c, answers: c.jsonl }
`
  const { models } = await load(testFolder({ 'taskbench.config.yaml': yaml, 'c.jsonl': '' }))
  expect(models.map(({ label, paid }) => [label, paid])).toEqual([
    ['compatible:a', false],
    ['compatible:b', true],
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
  ['answers that are missing', 'models: [recorded:x]', /^1:10 a recorded model needs `answers`/],
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
    'a tape',
    'models: [sim:careful]\ntape: { mode: record }',
    /^2:15 tape: the mode record is not available in this version \(leave it off\)/,
  ],
  ['a list in place of a mapping', '- a', /^1:1 the file: found a list, expected a mapping/],
  ['an empty file', '', /^1:1 .*expected a mapping/],
])('%s is a fault', async (_, yaml, message) => {
  expect(await faults(yaml)).toEqual([expect.stringMatching(message)])
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
  const hash = async (yaml: string) => (await load(testFolder({ 'taskbench.config.yaml': yaml }))).configHash
  const plain = await hash('models: [sim:careful]')
  expect(await hash('# a comment\nmodels:\n  - { id: sim:careful, concurrency: 2 }\nconcurrency: 9\n')).toBe(plain)
  expect(await hash('models: [{ id: sim:careful, params: { temperature: 1 } }]')).not.toBe(plain)
})
