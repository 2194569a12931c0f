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
  expect(faults.map(({ message }) => message)).toEqual([`two cases without an id are the same: the case id ${cases[0]?.id} is used twice`])
})

test('keys of prototypes are refused at any depth where they would do harm, and are data elsewhere', () => {
  const place = { file: 'f', line: 1, column: 1 }
  const { faults } = resolveCases([
    { value: JSON.parse('{"__proto__":{"polluted":true},"q":1}'), place },
    { value: JSON.parse('{"input":{"a":[{"__proto__":{"polluted":true}}]}}'), place },
  ])
  expect(faults.map(({ message }) => message)).toEqual(Array(2).fill('case: found the key __proto__, which is reserved'))
  expect(load('c.jsonl', { 'c.jsonl': '{"id":"a","constructor":"Ferrari"}' })[0]?.input).toEqual({ constructor: 'Ferrari' })
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
})

test('data without a bottom is refused before anything descends into it', () => {
  const deep = JSON.parse(`{"q":${'['.repeat(5000)}${']'.repeat(5000)}}`) as unknown
  const { faults } = resolveCases([{ value: deep, place: { file: 'f', line: 1, column: 1 } }])
  expect(faults.map(({ message }) => message)).toEqual(['case: its data is nested deeper than 200 levels'])
})

test('cells of gold keep what a number would lose', () => {
  const gold = (header: string, cell: string) => load('c.csv', { 'c.csv': `id,${header}\na,${cell}\n` })[0]?.gold
  expect([gold('gold', '1.50'), gold('gold', '007'), gold('gold', '12'), gold('gold', '')]).toEqual(['1.50', '007', 12, undefined])
  expect([gold('gold.a', '1.50'), gold('gold.a', ''), gold('gold.a.b', 'true')]).toEqual([{ a: 1.5 }, { a: null }, { a: { b: true } }])
  expect(gold('gold.a', '4111111111111111111')).toEqual({ a: '4111111111111111111' })
})

test('a row of a CSV file that goes over several lines has the place of its first', () => {
  const text = 'id,q\r\na,"1\r\n2\r\n3"\r\nb,"4\r\n5"\r\n\r\nc,6\r\n'
  expect(load('c.csv', { 'c.csv': text }).map(({ line }) => line)).toEqual([2, 5, 8])
})

test('a file of a glob may hold a single case, and faults of all of its files are said', async () => {
  const root = testFolder({ 'a.json': '{"q":', 'b.jsonl': '{\n', 'c.txt': '' })
  const rules = { root, allowFolders: [] }
  const found = (glob: string) => faultsOf('none', () => loadCases(glob, join(root, 'x.task.yaml'), rules))
  expect(await found('*')).toEqual([
    expect.stringMatching(/a\.json:1:6 the file is not JSON: it ends too early/),
    expect.stringMatching(/b\.jsonl:1:2 the line is not JSON/),
    expect.stringMatching(/c\.txt:1:1 .*cases cannot be read from this kind of file/),
  ])
  expect(await found('none/*.json')).toEqual(['no file fits the glob none/*.json (it is relative to the task file)'])
  expect(await found('*/../../**')).toEqual(['the glob */../../** has `..` behind a wildcard (leave it out)'])
  expect(await found('../../**')).toEqual([expect.stringContaining('leads out of the project')])
})

test('faults inside of a case in YAML have their own places', async () => {
  const root = testFolder({
    'c.yaml': '- q: a\n- input: { q: b }\n  golden: 1\n  checks:\n    - { kind: length, mx: 3 }\n- id: a\n  input: b\n',
  })
  const { cases } = loadCases('c.yaml', join(root, 'x.task.yaml'), { root, allowFolders: [] })
  expect(resolveCases(cases).faults.map(({ place, message, hint }) => `${place.line}:${place.column} ${message} (${hint})`)).toEqual([
    '3:3 case: unknown key "golden" beside `input` (did you mean gold?)',
    expect.stringMatching(/^5:23 unknown argument "mx" of the check length/),
    expect.stringMatching(/^5:7 /),
    '7:10 case: input: found "b", expected a mapping (name the field: `input: { text: … }`)',
  ])
})

test.each([
  ['c.jsonl', '{"q":1}\n{"q":\n{"q":3}\n', /c\.jsonl:2:\d+ the line is not JSON: \{"q":/],
  ['c.json', '{"q":1}', /c\.json:1:1 expected a list of cases/],
  ['c.csv', 'a,b\n1,2\n1,2,3\n', /c\.csv:3:1 the row has 3 cells, expected 2 \(columns: a, b\)/],
  ['c.csv', 'a,a\n1,2\n', /c\.csv:1:1 two columns are named a/],
  ['c.csv', 'a,,b\n1,2,3\n', /c\.csv:1:1 column 2 has no name/],
  ['c.csv', 'input,input.a\n1,2\n', /c\.csv:1:1 the columns input and input\.a cannot stand together/],
  ['c.csv', 'id,input.__proto__\na,x\n', /c\.csv:1:1 the column input\.__proto__ is reserved/],
  ['c.json', '[\n  {"q": 1,}\n]', /c\.json:2:11 the file is not JSON: found "\}\\n\]"/],
  ['c.jsonl', '{"q":1}\n{"q":2', /c\.jsonl:2:7 the line is not JSON/],
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
}, 60_000)
