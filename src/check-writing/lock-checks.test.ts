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
import { formatChecksFile, writeChecksFile } from './write-checks-file.ts'

const lectures = await suite('lecture-concepts')
const triage = await suite('support-triage')
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

test('with few good answers checks are unproven and only warn', async () => {
  const { file } = await lockChecks({ task: lectures, candidates: candidates.slice(0, 2), writtenBy })
  expect(file.checks.map(({ check, unproven }) => [check.severity, unproven])).toEqual([
    ['warning', true],
    ['warning', true],
  ])
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
