import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../config/load-config.ts'
import { faultsOf, testFolder } from '../config/testing/test-folder.ts'
import type { Task } from '../schema/task.ts'
import { loadTask } from './load-task.ts'
import { resolveTask } from './resolve-task.ts'

const HEAD = 'name: x\nprompt: "{{q}}"\n'

async function read(files: Record<string, string>): Promise<Task> {
  const root = testFolder({ ...files })
  return loadTask(join(root, 'x.task.yaml'), await loadConfig({ root, env: {} }))
}

async function faults(yaml: string, files: Record<string, string> = {}): Promise<string[]> {
  const root = testFolder({ 'x.task.yaml': yaml, ...files })
  const config = await loadConfig({ root, env: {} })
  const file = join(root, 'x.task.yaml')
  return (await faultsOf(file, () => loadTask(file, config))).map((fault) => fault.replaceAll(root, 'ROOT'))
}

test('a task is read with every default resolved', async () => {
  const task = await read({
    'x.task.yaml': `${HEAD}system: Be short.\ncases:\n  - { q: one, gold: yes }\n  - { id: b, q: two, gold: no, tags: [hard] }\nchecks:\n  - kind: equals\n`,
  })
  expect(task).toMatchObject({
    name: 'x',
    useCase: 'default',
    failOn: 'critical',
    trials: { count: 1, pass: 'all' },
    output: { format: 'text', schema: null },
    primary: 'accuracy',
    messages: [
      { role: 'system', content: 'Be short.' },
      { role: 'user', content: '{{q}}' },
    ],
    lines: { name: 1, cases: 4 },
    checks: [{ name: 'equals', kind: 'equals', severity: 'critical', not: false, place: { line: 8, column: 5 } }],
  })
  expect(task.cases[0]).toMatchObject({ input: { q: 'one' }, gold: 'yes', place: { line: 5 } })
  expect(task.cases[0]?.id).toBe(task.cases[0]?.caseHash.slice(0, 10))
  expect(task.cases[1]).toMatchObject({ id: 'b', tags: ['hard'], place: { line: 6 } })
})

test('YAML and TypeScript forms give the same task', async () => {
  const yaml = `name: x
description: d
messages: [{ role: user, content: "{{q}}" }]
params: { temperature: 0 }
cases: [{ id: a, input: { q: one }, gold: [p] }]
output: { format: json, schema: { type: array } }
pairing: { by: fuzzy }
checks: [{ kind: json, severity: warning }]
trials: 2
gates: [{ metric: f1, min: 0.5 }]
`
  const fromYaml = await read({ 'x.task.yaml': yaml })
  const root = testFolder({})
  const fromCode = resolveTask(
    {
      name: 'x',
      description: 'd',
      messages: [{ role: 'user', content: '{{q}}' }],
      params: { temperature: 0 },
      cases: [{ id: 'a', input: { q: 'one' }, gold: ['p'] }],
      output: { format: 'json', schema: { type: 'array' } },
      pairing: { by: 'fuzzy' },
      checks: [{ kind: 'json', severity: 'warning' }],
      trials: 2,
      gates: [{ metric: 'f1', min: 0.5 }],
    },
    { file: join(root, 'x.eval.ts'), config: await loadConfig({ root, env: {} }), code: false },
  )
  const strip = (task: Task) =>
    JSON.parse(
      JSON.stringify({ ...task, file: '', lines: null, dependencies: [] }, (key, value: unknown) => (key === 'place' ? undefined : value)),
    ) as unknown
  expect(strip(fromCode)).toEqual(strip(fromYaml))
})

test('white space and comments leave the hashes, a word of the prompt changes that of the prompt alone', async () => {
  const of = async (text: string) => {
    const { promptHash, checksHash, caseSetHash, taskHash } = await read({ 'x.task.yaml': text })
    return { promptHash, checksHash, caseSetHash, taskHash }
  }
  const plain = await of('name: x\nprompt: "Say {{q}}"\ncases: [{ q: a }]\n')
  expect(await of('# note\nname:   x\nprompt: "Say {{q}}"\n\ncases:\n  - q: a\n')).toEqual(plain)
  const edited = await of('name: x\nprompt: "Tell {{q}}"\ncases: [{ q: a }]\n')
  expect(edited).toMatchObject({ checksHash: plain.checksHash, caseSetHash: plain.caseSetHash })
  expect(edited.promptHash).not.toBe(plain.promptHash)
})

test('checks of NAME.checks.yaml are added at their own places', async () => {
  const task = await read({
    'x.task.yaml': `${HEAD}cases: [{ q: a }]\n`,
    'x.checks.yaml': 'checks:\n  - { name: short, kind: length, max: 5 }\n',
  })
  expect(task.checks).toMatchObject([{ name: 'short', place: { line: 2, column: 5 } }])
  expect(task.dependencies.map((file) => file.split('/').at(-1))).toContain('x.checks.yaml')
})

test('all faults of a task are reported at once, in order', async () => {
  const yaml = `name: x
prompt: "{{question}}"
cases: [{ id: a, q: one }, { id: a, q: two }]
output: { format: jsn }
checks:
  - { kind: equal }
  - { kind: regex, pattern: "(" }
  - { kind: count, mim: 1 }
metrics: [acuracy]
models: [sim:carful]
gates: [{ metric: f1 }]
`
  expect(await faults(yaml)).toEqual([
    expect.stringMatching(/^2:10 the placeholder \{\{question\}\} has no input in case a and 1 more \(the case has: q; \\\{\{ keeps/),
    expect.stringMatching(/^3:34 the case id a is used twice \(first at .*:3\)/),
    expect.stringMatching(/^4:19 unknown format "jsn" \(did you mean json\? legal: text, json/),
    expect.stringMatching(/^6:.* unknown kind of check "equal" \(did you mean equals\? legal: /),
    expect.stringMatching(/^7:.*the pattern "\(" is not legal/),
    '8:5 the check: expected `min` or `max`',
    expect.stringMatching(/^8:.*unknown argument "mim" of the check count \(did you mean min\?/),
    expect.stringMatching(/^9:11 unknown metric "acuracy" \(did you mean accuracy\?/),
    expect.stringMatching(/^10:10 the model sim:carful is not configured \(did you mean sim:careful\?/),
    expect.stringMatching(/^11:9 a gate needs `min`, `max` or `baseline`/),
  ])
})

test('faults of shape hide no others', async () => {
  const yaml = `name: X
promt: hello
system: |
  You know {{thing}}.

  And {{other thing}}.
cases:
  - { id: a, thing: x, checks: [{ kind: josn }] }
  - { id: a, thing: y }
output: { format: jsn, shcema: {} }
checks: [{ severity: low }, { kind: length, mim: 2 }]
trials: many
metrics: [acuracy]
`
  expect(await faults(yaml)).toEqual([
    expect.stringMatching(/^1:7 name: found "X", expected lower-case letters/),
    '2:1 unknown key "promt" (did you mean prompt?)',
    expect.stringMatching(/^6:7 the placeholder \{\{other thing\}\} has no input in case a and 1 more/),
    expect.stringMatching(/^8:41 unknown kind of check "josn" \(did you mean json\?/),
    expect.stringMatching(/^9:11 the case id a is used twice/),
    '10:24 unknown key "shcema" (did you mean schema?)',
    expect.stringMatching(/^11:\d+ kind is missing, expected a text/),
    expect.stringMatching(/^11:\d+ severity: found "low", expected "critical" or "warning" or "info"/),
    expect.stringMatching(/^11:\d+ the check: expected `min` or `max`/),
    expect.stringMatching(/^11:\d+ unknown argument "mim" of the check length/),
    expect.stringMatching(
      /^12:9 trials: found "many", expected a whole number or a mapping|^12:9 trials: found "many", expected a number or a mapping/,
    ),
    expect.stringMatching(/^13:11 unknown metric "acuracy"/),
  ])
})

test('what a file says that the task names is reported at its own place', async () => {
  const yaml = `${HEAD}useCase: any\ncases: x.jsonl\nchecks: [{ kind: json }]\n`
  const files = { 'x.jsonl': '{"q":1}\n{"q":\n', 'x.checks.yaml': 'checks:\n  - { kind: json }\n  - { kind: no }\n' }
  expect(await faults(yaml, files)).toEqual([
    expect.stringMatching(/^ROOT\/x\.checks\.yaml:2:5 two checks are named "json"/),
    expect.stringMatching(/^ROOT\/x\.checks\.yaml:3:13 unknown kind of check "no"/),
    expect.stringMatching(/^ROOT\/x\.jsonl:2:6 the line is not JSON/),
  ])
  expect(await faults(yaml, { 'x.jsonl': '{"q":1}', 'x.checks.yaml': 'chekcs: []' })).toEqual([
    'ROOT/x.checks.yaml:1:1 checks is missing, expected a list',
    'ROOT/x.checks.yaml:1:1 unknown key "chekcs" (did you mean checks?)',
  ])
  expect(await faults(yaml, { 'x.jsonl': '{"q":1}', 'x.checks.yaml/a': '' })).toEqual([
    expect.stringMatching(/^ROOT\/x\.checks\.yaml:1:1 .*it is a folder, expected a file/),
  ])
})

test('everything that a task was read from is a dependency', async () => {
  const task = await read({
    'x.task.yaml': `${HEAD}useCase: any\ncases: data/*.json\n`,
    'x.checks.yaml': 'checks: []',
    'data/a.json': '{"q":1}',
    'data/b.json': '[{"q":2}]',
    'use-cases/any.yaml': 'goal: none',
    'taskbench.config.yaml': 'models: [sim:careful]',
  })
  expect(task.dependencies.map((file) => file.split('/').at(-1))).toEqual([
    'a.json',
    'b.json',
    'x.checks.yaml',
    'any.yaml',
    'taskbench.config.yaml',
  ])
})

test('a project that is reached through a link is read as any other', async () => {
  const root = testFolder({ 'project/x.task.yaml': `${HEAD}cases: x.jsonl\n`, 'project/x.jsonl': '{"q":1}\n' })
  symlinkSync(join(root, 'project'), join(root, 'link'))
  const config = await loadConfig({ root: join(root, 'link'), env: {} })
  for (const folder of ['project', 'link']) expect(loadTask(join(root, folder, 'x.task.yaml'), config).cases).toHaveLength(1)
})

const CASES = 'cases: [{ q: a }]\n'

test.each([
  ['an unknown key', `${HEAD}${CASES}promt: x\n`, /^4:1 unknown key "promt" \(did you mean prompt\?\)/],
  ['an unknown key inside', `${HEAD}${CASES}output: { formt: json }\n`, /^4:11 unknown key "formt" \(did you mean format\?\)/],
  ['an unknown key of a gate', `${HEAD}${CASES}gates: [{ metric: f1, mini: 1 }]\n`, /^4:23 unknown key "mini" \(did you mean min\?\)/],
  ['a name with a slash', `name: a/b\nprompt: x\n${CASES}`, /^1:7 name: found "a\/b", expected lower-case letters/],
  ['a wrong type', `${HEAD}${CASES}trials: many\n`, /^4:9 trials: found "many", expected a number or a mapping/],
  ['no trials', `${HEAD}${CASES}trials: 0\n`, /^4:9 trials: found 0/],
  ['no prompt', `name: x\n${CASES}`, /^1:1 there is no `prompt`/],
  ['prompt and messages', `${HEAD}messages: [{ role: user, content: x }]\n${CASES}`, /^3:11 found both `prompt` and `messages`/],
  ['an empty list of cases', `${HEAD}cases: []\n`, /^3:8 cases: found an empty list, expected at least 1 items?$/],
  ['no file of cases', `${HEAD}cases: none.jsonl\n`, /^3:8 there is no case file ROOT\/none\.jsonl/],
  ['cases outside of the project', `${HEAD}cases: ../../.ssh/id_rsa\n`, /^3:8 the path \.\.\/\.\.\/\.ssh\/id_rsa leads out of the project/],
  ['cases of another kind', `${HEAD}cases: x.task.yaml.txt\n`, /^3:8 there is no case file/],
  ['a schema that is none', `${HEAD}${CASES}output: { format: json, schema: { type: strng } }\n`, /^4:33 the JSON Schema is not legal/],
  [
    'gold that breaks the schema',
    `${HEAD}cases:\n  - { id: a, q: a, gold: { n: x } }\noutput: { format: json, schema: { properties: { n: { type: number } } } }\n`,
    /^4:5 the gold of case a does not fit the task's output: \/n must be number/,
  ],
  [
    'gold that is no number',
    `${HEAD}cases: [{ id: a, q: a, gold: many }]\noutput: { format: number }\n`,
    /^3:9 the gold of case a does not fit the task's output: expected a number/,
  ],
  [
    'two checks with one name',
    `${HEAD}${CASES}checks: [{ kind: json }, { kind: json }]\n`,
    /^4:26 two checks are named "json" \(give each its own `name`\)/,
  ],
  ['limits that cross', `${HEAD}${CASES}gates: [{ metric: cost, min: 2, max: 1 }]\n`, /^4:9 min 2 is above max 1/],
  [
    'a share in per cent',
    `${HEAD}${CASES}gates: [{ metric: accuracy, min: 80 }]\n`,
    /^4:34 min 80 is outside of 0 to 1, where accuracy lies \(write 0.8 for 80 %\)/,
  ],
  ['an illegal path', `${HEAD}cases: [{ q: a, gold: [] }]\noutput: { format: json }\npairing: { items: '$[', key: a }\n`, /^5:19 /],
  [
    'gold without the items that are paired',
    `${HEAD}cases: [{ id: a, q: a, gold: { list: [] } }]\noutput: { format: json }\npairing: { items: $.items }\n`,
    /^3:9 the gold of case a does not fit the task's output: there is nothing at `pairing\.items` \(\$\.items\)/,
  ],
  [
    'gold that is not a list',
    `${HEAD}cases: [{ id: a, q: a, gold: { a: 1 } }]\noutput: { format: json }\npairing: { key: a }\n`,
    /^3:9 .*pairing needs a list of items/,
  ],
  [
    'a check of a case that is named as one of the task',
    `${HEAD}cases: [{ q: a, checks: [{ kind: json }] }]\nchecks: [{ kind: json }]\n`,
    /^3:26 two checks are named "json"/,
  ],
  [
    'a catastrophic pattern in a schema',
    `${HEAD}cases: [{ q: a, gold: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa! }]\noutput: { format: json, schema: { pattern: '^(a+)+$' } }\n`,
    /^3:9 the gold of case .* must match pattern/,
  ],
  [
    'a margin without a baseline',
    `${HEAD}${CASES}gates: [{ metric: cost, max: 1, margin: 1 }]\n`,
    /^4:41 `margin` belongs to a gate with a `baseline`/,
  ],
  [
    'a tolerance that nothing reads',
    `${HEAD}${CASES}pairing: { compare: [{ path: start, tolerance: 5 }] }\n`,
    /^4:48 `tolerance` has no effect with `by: normalized` \(it is read with number and time\)/,
  ],
  [
    'a threshold that nothing reads',
    `${HEAD}${CASES}pairing: { by: exact, threshold: 0.5 }\n`,
    /^4:34 `threshold` has no effect with `by: exact` \(it is read with fuzzy and semantic\)/,
  ],
  ['a case with a reserved key', `${HEAD}cases: x.jsonl\n`, /x\.jsonl:1:1 case: found the key __proto__, which is reserved/],
])('%s is a fault', async (_, yaml, message) => {
  const found = await faults(yaml, { 'x.jsonl': '{"q": "a", "__proto__": {"q": "b"}}\n' })
  expect(found).toEqual([expect.stringMatching(message)])
})

test('a task file that is a folder is said', async () => {
  const root = testFolder({})
  mkdirSync(join(root, 'x.task.yaml'))
  const config = await loadConfig({ root, env: {} })
  expect(() => loadTask(join(root, 'x.task.yaml'), config)).toThrow('it is a folder, expected a file')
})
