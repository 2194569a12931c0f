import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testFolder } from '../config/testing/test-folder.ts'
import type { ChecksFile } from '../schema/checks-file.ts'
import { readChecksFile } from '../tasks/read-checks-file.ts'
import { writtenFor } from '../tasks/written-for.ts'
import { lockChecks } from './lock-checks.ts'
import type { CandidateCheck } from './lock-checks.ts'
import { suite } from './testing/suites.ts'
import { tryChecks } from './try-checks.ts'
import { checksFileLines } from '../../reporters/checks-file-lines.ts'
import { formatChecksFile, writeChecksFile } from './write-checks-file.ts'

/** A suite without checks of its own. */
const bare = async (name: string) => ({ ...(await suite(name)), checks: [] })
const lectures = await bare('lecture-concepts')
const triage = await bare('support-triage')
const writtenBy = { model: 'sim:writer', date: '2026-11-21', promptVersion: '1' }

const candidates: CandidateCheck[] = [
  { check: { name: 'fields', kind: 'schema' }, source: 'objects with these fields', category: 'format' },
  { check: { name: 'only JSON', kind: 'regex', pattern: String.raw`^\s*[\[{]` }, source: 'JSON only', category: 'format' },
  { check: { name: 'same as fields', kind: 'schema', severity: 'info' } },
  { check: { name: 'cheats', kind: 'expression', cel: 'output == gold' } },
  { check: { name: 'nonsense', kind: 'expression', cel: 'system("rm")' } },
  { check: { name: 'never', kind: 'length', unit: 'characters', max: 1_000_000 } },
  { check: { name: 'always', kind: 'contains', text: 'as an AI model' } },
  { check: { name: 'crashes', kind: 'expression', cel: 'output.nothing == 1' } },
  { check: { name: 'fields', kind: 'json' }, source: 'JSON only' },
  { check: 'not a check' },
]

const backIn = (yaml: string) => {
  const root = testFolder({ 'x.checks.yaml': yaml })
  return readChecksFile(join(root, 'x.checks.yaml'))
}

test('what is proposed is tried, chosen, and locked with what is known of it', async () => {
  const { file, selection } = await lockChecks({ task: triage, candidates, writtenBy })
  expect(file).toMatchObject({ version: 1, task: 'support-triage', writtenFor: writtenFor(triage), writtenBy })
  expect(Object.fromEntries(file.dropped.map(({ name, reason }) => [name, reason]))).toEqual({
    cheats: 'refers-to-gold',
    nonsense: 'not-valid',
    'check 10': 'not-valid',
    crashes: 'crashes',
    never: 'never-fails',
    always: 'fails-gold',
    'same as fields': 'equal',
    'fields (2)': 'redundant',
  })
  expect(file.checks.map(({ check }) => [check.name, check.severity])).toEqual([
    ['fields', 'critical'],
    ['only JSON', 'critical'],
  ])
  expect(file.checks[0]).toMatchObject({
    source: 'objects with these fields',
    category: 'format',
    ffr: 0,
    reviewed: false,
    unproven: false,
  })
  expect(file.outOfFold?.ffr).toMatchObject({ value: 0, n: 34 })
  expect(selection).toMatchObject({ ffr: 0, optimal: true })
})

test('what fails the same answers as a check of the task file is needless, and its name is taken', async () => {
  const task = await suite('support-triage')
  const proposed = [
    { check: { name: 'right label', kind: 'regex', pattern: String.raw`^\s*[{]` } },
    { check: { name: 'fields', kind: 'schema' } },
  ]
  const { file, tried } = await lockChecks({ task, candidates: proposed, writtenBy })
  expect(file.dropped).toEqual([{ name: 'fields', reason: 'equal', detail: 'only legal values' }])
  expect(file.checks.map(({ check }) => check.name)).toEqual(['right label (2)'])
  expect(tried.checks).toEqual(['right label (2)'])
  expect(tried.kills.find(({ mutator }) => mutator === 'prose')).toMatchObject({
    killedBy: [tried.kills.find(({ mutator }) => mutator === 'prose')?.killed],
  })
})

test('with few good answers checks are unproven and only warn', async () => {
  const { file } = await lockChecks({ task: lectures, candidates: candidates.slice(0, 2), writtenBy })
  expect(file.checks.map(({ check, unproven }) => [check.severity, unproven])).toEqual([
    ['warning', true],
    ['warning', true],
  ])
})

test('the file says how much each check killed of what each mutator damaged', async () => {
  const { file, tried } = await lockChecks({ task: triage, candidates, writtenBy })
  const changing = tried.kills.filter(({ meaningChanging }) => meaningChanging > 0).map(({ mutator }) => mutator)
  for (const { kills, killRate } of file.checks) {
    expect(Object.keys(kills ?? {})).toEqual(changing)
    for (const share of Object.values(kills ?? {})) expect(share).toBe(Math.round(share * 100) / 100)
    expect(Math.max(...Object.values(kills ?? {}))).toBeGreaterThanOrEqual(killRate ?? 1)
  }
  expect(file.checks.find(({ check }) => check.name === 'only JSON')?.kills).toMatchObject({ prose: 1, drop: 0 })
  expect(formatChecksFile(file)).toMatch(/\n    kills: \{ .*prose: 1.* \}\n/)
})

test('a task without gold locks what could be applied, unproven', async () => {
  const cases = triage.cases.map((subject) => ({ ...subject, gold: undefined }))
  const { file } = await lockChecks({ task: { ...triage, cases }, candidates: candidates.slice(0, 4), writtenBy })
  expect(file.checks.map(({ check, killRate, coverage, ffr, unproven }) => [check.name, killRate, coverage, ffr, unproven])).toEqual([
    ['fields', null, null, null, true],
    ['only JSON', null, null, null, true],
    ['same as fields', null, null, null, true],
  ])
})

test('the file is readable YAML in one order, and reads back as it was', async () => {
  const { file } = await lockChecks({ task: triage, candidates, writtenBy })
  const yaml = formatChecksFile(file)
  expect(yaml).toMatch(/^# Checks that a model wrote/)
  expect(yaml).toContain(
    '\n  - name: fields\n    severity: critical\n    kind: schema\n    source: objects with these fields\n    category: format\n',
  )
  expect(formatChecksFile(file)).toBe(yaml)
  const { content, faults } = backIn(yaml)
  expect(faults).toEqual([])
  const withoutPlaces = (checks: ChecksFile | null) =>
    checks?.checks.map(({ check: { place: _, ...check }, ...said }) => ({ check, ...said }))
  expect(withoutPlaces(content)).toEqual(withoutPlaces(file))
  expect({ ...content, checks: [] }).toEqual({ ...file, checks: [] })
})

test('a reviewed check that fails what is right is kept, and keeps no other out', async () => {
  const check = { name: 'broken', kind: 'regex', severity: 'critical' as const, not: false, arguments: { pattern: '^NEVER' } }
  const previous = { version: 1 as const, checks: [{ check, reviewed: true, unproven: false }], dropped: [] }
  const { file, selection } = await lockChecks({ task: triage, candidates, writtenBy, previous })
  expect(file.checks.map(({ check: { name, severity }, ffr }) => [name, severity, ffr])).toEqual([
    ['broken', 'critical', 1],
    ['fields', 'critical', 0],
    ['only JSON', 'critical', 0],
  ])
  expect(selection).toMatchObject({ ffr: 0 })
  expect(file.outOfFold?.ffr).toMatchObject({ value: 0 })
  expect(checksFileLines(file)).toContain('broken is kept for it was reviewed, and fails 100% of the good answers: look at it again')
})

test('a reviewed check is kept as a person wrote it, whatever is proposed, and so are its comments', async () => {
  const before = `# mine
checks:
  # must be short, says the customer
  - name: short   # two lines at most
    kind: length
    max: 40
    unit: characters
    reviewed: true
  - { name: gone, kind: json }
`
  const file = join(testFolder({ 'x.checks.yaml': before }), 'x.checks.yaml')
  const previous = readChecksFile(file).content
  const locked = await lockChecks({
    task: triage,
    candidates: [...candidates, { check: { name: 'short', kind: 'json' } }],
    writtenBy,
    previous,
  })
  expect(locked.file.checks.map(({ check }) => check.name)).toEqual(['short', 'fields', 'only JSON'])
  await writeChecksFile(file, locked.file)
  const yaml = readFileSync(file, 'utf8')
  expect(yaml).toContain('# must be short, says the customer')
  expect(yaml).toContain(
    'name: short # two lines at most\n    kind: length\n    max: 40\n    unit: characters\n    reviewed: true\n    killRate:',
  )
  expect(readChecksFile(file)).toMatchObject({
    faults: [],
    content: { checks: [{ check: { severity: 'critical' }, reviewed: true }, {}, {}] },
  })
  expect(readdirSync(join(file, '..'))).toEqual(['x.checks.yaml'])
})

test('a file that cannot be written leaves nothing behind', async () => {
  const root = testFolder({})
  mkdirSync(join(root, 'x.checks.yaml', 'a'), { recursive: true })
  writeFileSync(join(root, 'other'), '')
  const { file } = await lockChecks({ task: triage, candidates: [], writtenBy })
  await expect(writeChecksFile(join(root, 'y', 'x.checks.yaml'), file)).rejects.toThrow('ENOENT')
  expect(readdirSync(root).sort()).toEqual(['other', 'x.checks.yaml'])
})

const honest = (more: unknown[]): CandidateCheck[] =>
  [{ name: 'fields', kind: 'schema' }, { name: 'only JSON', kind: 'regex', pattern: String.raw`^\s*[\[{][\s\S]*[\]}]\s*$` }, ...more].map(
    (check) => ({ check }),
  )

test.each([
  ['support-triage', []],
  [
    'lecture-concepts',
    [
      { name: 'titles', kind: 'unique', path: '$[*].title' },
      { name: 'spans', kind: 'no-overlap', start: 'start_time', end: 'end_time' },
      { name: 'order', kind: 'ordered', path: '$[*].start_time' },
    ],
  ],
  [
    'invoice-fields',
    [
      { name: 'lines', kind: 'unique', path: '$.line_items' },
      { name: 'total', kind: 'range', path: '$.total', min: 0 },
    ],
  ],
] as [string, unknown[]][])('checks locked for half of %s kill damaged formats of the other half, and no gold', async (name, more) => {
  const task = await bare(name)
  const [half, rest] = [0, 1].map((parity) => ({ ...task, cases: task.cases.filter((_, index) => index % 2 === parity) })) as [
    typeof task,
    typeof task,
  ]
  const { file } = await lockChecks({ task: half, candidates: honest(more), writtenBy, mutants: { seed: 1, perMutator: 3 } })
  const tried = await tryChecks({ task: rest, checks: file.checks.map(({ check }) => check), mutants: { seed: 2, perMutator: 3 } })
  const format = tried.kills.filter((row) => row.class === 'format')
  const sum = (key: 'killed' | 'meaningChanging') => format.reduce((total, row) => total + row[key], 0)
  expect(sum('killed') / sum('meaningChanging')).toBeGreaterThanOrEqual(0.95)
  const gold = [...tried.answers.keys()].filter((index) => tried.answers[index]?.origin === 'gold')
  expect(tried.verdicts.flatMap((verdicts) => gold.filter((index) => verdicts[index] === 1))).toEqual([])
})

const HOSTILE_TEXTS = [
  '__proto__',
  'constructor',
  '!!js/function "x"',
  '*alias',
  '&anchor',
  '---\nchecks: []',
  '<script>alert(1)</script>',
  '\u001b[2J',
  '\ud800',
  '{{gold}}',
  '{{input.__proto__}}',
  '"; process.exit(1); "',
  '(a+)+$',
  String.raw`(?<=a)b`,
  'a'.repeat(100_000),
  '\n  - kind: json',
  '${process.env.HOME}',
  '# not a comment',
]

const HOSTILE_CANDIDATES: unknown[] = [
  ...HOSTILE_TEXTS.flatMap((text) => [
    { name: text, kind: 'json' },
    { name: 'text', kind: 'contains', text },
    { name: 'pattern', kind: 'regex', pattern: text },
    { name: 'cel', kind: 'expression', cel: text },
    { name: 'path', kind: 'count', path: text, min: 1 },
    { name: 'kind', kind: text },
    { name: 'description', kind: 'json', description: text },
    text,
  ]),
  { name: 'bomb', kind: 'expression', cel: `${'['.repeat(300)}1${']'.repeat(300)} == 1` },
  { name: 'loop', kind: 'expression', cel: 'output.all(a, output.all(b, output.all(c, output.all(d, output.all(e, true)))))' },
  { name: 'schema', kind: 'schema', schema: { $ref: 'https://example.com/schema.json' } },
  { name: 'deep', kind: 'schema', schema: { $ref: '#/$defs/a', $defs: { a: { anyOf: [{ $ref: '#/$defs/a' }, { $ref: '#/$defs/a' }] } } } },
  JSON.parse('{"kind":"json","__proto__":{"severity":"info"}}'),
  null,
  [],
  42,
  { kind: 'json', severity: 'fatal' },
  { kind: 'count', min: Number.NaN },
]

test('hostile proposals are dropped with a reason or locked as data, and what is written reads back', async () => {
  expect(HOSTILE_CANDIDATES.length).toBeGreaterThan(100)
  const task = { ...triage, cases: triage.cases.slice(0, 6) }
  const hostile = HOSTILE_CANDIDATES.map((check) => ({ check, source: HOSTILE_TEXTS[14] }))
  const { file } = await lockChecks({ task, candidates: hostile, writtenBy })
  expect(file.checks.length + file.dropped.length).toBe(HOSTILE_CANDIDATES.length)
  const { content, faults } = backIn(formatChecksFile(file))
  expect(faults).toEqual([])
  expect(content?.dropped).toEqual(file.dropped)
  expect(content?.checks.map(({ check }) => check.arguments)).toEqual(file.checks.map(({ check }) => check.arguments))
})

test('of very many proposals the first 500 are tried', async () => {
  const task = { ...triage, cases: triage.cases.slice(0, 2) }
  const many = Array.from({ length: 502 }, (_, index) => ({ check: { name: `c${index}`, kind: 'json' } }))
  const { file } = await lockChecks({ task, candidates: many, writtenBy, mutants: { using: [] } })
  expect(file.dropped.filter(({ name }) => name === 'c500' || name === 'c501')).toEqual([
    { name: 'c500', reason: 'over-the-number' },
    { name: 'c501', reason: 'over-the-number' },
  ])
})
