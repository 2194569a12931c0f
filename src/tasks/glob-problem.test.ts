import { globSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { faultsOf, testFolder } from '../config/testing/test-folder.ts'
import { globProblem } from './glob-problem.ts'
import { loadCases } from './load-cases.ts'

test.each(['*.json', '**/*.{json,yaml}', 'cases/[a-c]*/?.jsonl', '{a,b,c}/{d,e}/**/*-*.csv'])('%s is fine', (glob) => {
  expect(globProblem(glob)).toBeNull()
})

test.each([
  [`${'{a,b}'.repeat(20)}.json`, 'stands for 1048576 globs, expected at most 256'],
  ['{1..100000000}.json', 'has a range in braces, expected words with commas between them'],
  ['{a,{b,c}}', 'has braces that do not close, or in braces'],
  ['{a,b', 'has braces that do not close, or in braces'],
  ['+(a|a*)b', 'has groups in parentheses, expected *, **, ?, [abc] and {a,b} alone'],
  [`${'*a'.repeat(40)}b`, 'has 40 wildcards in one step of the path, expected at most 3'],
  ['[['.repeat(20), 'has 40 wildcards in one step of the path, expected at most 3'],
  [`${'**/'.repeat(4)}a`, 'has 4 times **, expected at most 3'],
  ['*'.repeat(301), 'has 301 characters, expected at most 300'],
])('%s is refused', (glob, problem) => {
  expect(globProblem(glob)).toBe(problem)
})

test('the worst globs that are let through end', () => {
  const root = testFolder({ [`${'a'.repeat(200)}.txt`]: '', [`${'ab'.repeat(100)}.txt`]: '' })
  const worst = [`*a*a*b${'{a,b}'.repeat(8)}`, '*a*a*a?????????b', '**/**/**/*a*a*b', '[a-z][a-z][a-z]*']
  const found = worst.filter((each) => globProblem(each) === null).map((glob) => globSync(glob, { cwd: root }).length)
  expect(found.every((count) => count <= 2)).toBe(true)
}, 60_000)

test('such a glob is a fault of the cases', async () => {
  const root = testFolder({})
  const from = join(root, 'x.task.yaml')
  const glob = '{1..9}.json'
  expect(await faultsOf('none', () => loadCases(glob, from, { root, allowFolders: [] }))).toEqual([
    `the glob ${glob} has a range in braces, expected words with commas between them (write a simpler one, or name a file)`,
  ])
})

test('a file whose name looks like a glob is read as a file', () => {
  const root = testFolder({ 'c[1].jsonl': '{"q":1}\n' })
  expect(loadCases('c[1].jsonl', join(root, 'x.task.yaml'), { root, allowFolders: [] }).cases).toMatchObject([{ value: { q: 1 } }])
})
