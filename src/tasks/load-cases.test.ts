import { join } from 'node:path'
import { expect, test } from 'vitest'
import { faultsOf, testFolder } from '../config/testing/test-folder.ts'
import { loadCases } from './load-cases.ts'
import { resolveCases } from './resolve-cases.ts'

function load(source: string, files: Record<string, string>) {
  const root = testFolder(files)
  const raw = loadCases(source, join(root, 'x.task.yaml'), { root, allowFolders: [] })
  const { cases, faults } = resolveCases(raw.cases)
  expect(faults).toEqual([])
  return cases.map(({ id, input, gold, tags, place }) => ({ id, input, gold, tags, line: place.line }))
}

test('JSON lines: blank lines, BOM and CRLF are fine, and each case knows its line', () => {
  const text = '\uFEFF{"id":1,"input":{"q":"a"},"gold":2}\r\n\r\n{"id":"b","q":"c","tags":["t"]}\r\n'
  expect(load('c.jsonl', { 'c.jsonl': text })).toEqual([
    { id: '1', input: { q: 'a' }, gold: 2, tags: [], line: 1 },
    { id: 'b', input: { q: 'c' }, gold: undefined, tags: ['t'], line: 3 },
  ])
})

test('JSON and YAML lists', () => {
  const expected = [{ id: 'a', input: { q: 'x' }, gold: ['y'], tags: [], line: 2 }]
  expect(load('c.json', { 'c.json': '[\n {"id":"a","q":"x","gold":["y"]}\n]' })).toEqual(expected)
  expect(load('c.yaml', { 'c.yaml': '# cases\n- { id: a, q: x, gold: [y] }\n' })).toEqual(expected)
})

test('CSV: columns nest, cells of gold are read as JSON, texts may hold commas and line ends', () => {
  const text = 'id,input.q,gold.n,gold.label,tags\na,"one, ""two""\nthree",3,yes,x y\n'
  expect(load('c.csv', { 'c.csv': text })).toEqual([
    { id: 'a', input: { q: 'one, "two"\nthree' }, gold: { n: 3, label: 'yes' }, tags: ['x', 'y'], line: expect.any(Number) },
  ])
})

test('a glob is one case per file, in the order of the paths', () => {
  const files = { 'cases/b.json': '{"id":"b","q":"2"}', 'cases/a.yaml': 'id: a\nq: "1"\n', 'cases/c.txt': 'no case' }
  expect(load('cases/*.{json,yaml}', files).map(({ id }) => id)).toEqual(['a', 'b'])
})

test('a case without an id is named after what is in it, so that a copy of it is a fault', () => {
  const raw = { value: { q: 'x' }, place: { file: 'f', line: 1, column: 1 } }
  const { cases, faults } = resolveCases([raw, { ...raw, place: { ...raw.place, line: 2 } }])
  expect(cases[0]?.id).toMatch(/^[0-9a-f]{10}$/)
  expect(faults.map(({ message }) => message)).toEqual([`the case id ${cases[0]?.id} is used twice`])
})

test('keys of prototypes in cases stay data or are refused, and change no prototype', () => {
  const { faults } = resolveCases([
    { value: JSON.parse('{"__proto__":{"polluted":true},"q":1}'), place: { file: 'f', line: 1, column: 1 } },
  ])
  expect(faults).toHaveLength(1)
  expect(load('c.csv', { 'c.csv': 'id,input.__proto__\na,x\n' })[0]?.id).toBe('a')
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
})

test.each([
  ['c.jsonl', '{"q":1}\n{"q":\n{"q":3}\n', /c\.jsonl:2:\d+ the line is not JSON: \{"q":/],
  ['c.json', '{"q":1}', /c\.json:1:1 expected a list of cases/],
  ['c.csv', 'a,b\n1,2\n1,2,3\n', /c\.csv:3:1 the row has 3 cells, expected 2 \(columns: a, b\)/],
  ['c.csv', 'a\n"x\n', /c\.csv:\d+:1 the CSV is broken/],
  ['c.txt', 'x', /c\.txt: cases cannot be read from this kind of file \(legal: \.jsonl/],
])('faults of %s have their line', async (name, text, message) => {
  const root = testFolder({ [name]: text })
  const found = await faultsOf('none', () => loadCases(name, join(root, 'x.task.yaml'), { root, allowFolders: [] }))
  expect(found).toEqual([expect.stringMatching(message)])
})

test('a case of the wrong shape is a fault at its line', () => {
  const place = { file: 'f', line: 7, column: 1 }
  const { faults } = resolveCases([
    { value: 'text', place },
    { value: { input: 'x' }, place },
    { value: { q: 1, checks: [{ kind: 'no' }] }, place },
  ])
  expect(faults.map(({ place: { line }, message }) => `${line} ${message}`)).toEqual([
    expect.stringMatching(/^7 case: .*expected a mapping/),
    expect.stringMatching(/^7 case: input: found "x", expected a mapping/),
    '7 unknown kind of check "no"',
  ])
})

test('a file of 100,000 cases is read', () => {
  const text = Array.from({ length: 100_000 }, (_, i) => `{"id":${i},"q":"${'x'.repeat(100)}"}`).join('\n')
  expect(load('c.jsonl', { 'c.jsonl': text })).toHaveLength(100_000)
})
