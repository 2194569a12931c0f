import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testFolder } from '../config/testing/test-folder.ts'
import { checksFileOf, readChecksFile } from './read-checks-file.ts'

const HASH = '0123456789abcdef0123456789abcdef'

const read = (yaml: string, task?: string) => {
  const file = join(testFolder({ 'x.checks.yaml': yaml }), 'x.checks.yaml')
  const { content, faults } = readChecksFile(file, task)
  return {
    content,
    faults: faults.map(({ place, message, hint }) => `${place.line}:${place.column} ${message}${hint ? ` (${hint})` : ''}`),
  }
}

test('a file of generated checks is read with all that it says of them', () => {
  const { content, faults } = read(`# by a model
version: 1
task: x
writtenFor: ${HASH}
writtenBy: { model: sim:writer, date: 2026-11-21, promptVersion: '1' }
checks:
  - name: few
    kind: count
    max: 5
    severity: warning
    source: at most five items
    category: count
    killRate: 0.5
    coverage: null
    ffr: 0
    reviewed: true
dropped:
  - { name: many, reason: never-fails }
`)
  expect(faults).toEqual([])
  expect(content).toMatchObject({
    task: 'x',
    writtenFor: HASH,
    checks: [
      {
        check: { name: 'few', kind: 'count', severity: 'warning', arguments: { max: 5 }, place: { line: 7, column: 5 } },
        category: 'count',
        killRate: 0.5,
        coverage: null,
        reviewed: true,
        unproven: false,
      },
    ],
    dropped: [{ name: 'many', reason: 'never-fails' }],
  })
})

test('what is wrong in it is said at its own place', () => {
  expect(
    read(`version: 2\nwrittenFor: abc\nchecks:\n  - { kind: count, mim: 1, max: 2 }\n  - kind: json\n    category: colour\n    ffr: 2\n`)
      .faults,
  ).toEqual([
    '1:10 version: found 2, expected 1',
    '2:13 writtenFor: found "abc", expected 32 hex digits',
    expect.stringMatching(/^6:15 checks\.1\.category: found "colour", expected "format" or /),
    '7:10 checks.1.ffr: found 2, expected at most 1',
    expect.stringMatching(/^4:20 unknown argument "mim" of the check count \(did you mean min\?/),
  ])
  expect(read('checks: []\ntask: y\n', 'x').faults).toEqual([
    '2:7 the checks are those of the task y, expected x (write them anew for this task, or rename them)',
  ])
})

test.each([
  ['a tag', 'checks: !!js/function x', /found the tag|Unresolved tag/],
  ['a key of the prototype', 'checks: [{ kind: json, __proto__: {} }]', /found the key __proto__, which is reserved/],
  [
    'aliases that unfold without end',
    `a: &a [x, x]\n${[...'bcdefghijklmnopqrstuvwxyz'].map((name, index) => `${name}: &${name} [${`*${'abcdefghijklmnopqrstuvwxyz'[index]},`.repeat(2)}]`).join('\n')}`,
    /stand for more than a million/,
  ],
  ['code in an argument', 'checks: [{ kind: expression, cel: "process.exit()" }]', /not CEL|unknown/i],
  ['a catastrophic pattern', String.raw`checks: [{ kind: regex, pattern: "(a+)+\\1" }]`, /pattern/],
  ['no mapping', '- json', /the file: found a list, expected a mapping/],
  ['nothing', '', /the file is empty/],
  ['a check that is none', 'checks: [json]', /expected a check: a mapping with `kind`/],
])('%s is a fault with a place', (_, yaml, message) => {
  const { faults } = read(yaml)
  expect(faults.join('\n')).toMatch(message)
  expect(faults.every((fault) => /^\d+:\d+ /.test(fault))).toBe(true)
})

test('the file of checks stands beside the task, and a task in code has none', () => {
  expect(checksFileOf('/a/x.task.yaml')).toBe('/a/x.checks.yaml')
  expect(checksFileOf('/a/x.eval.ts')).toBeNull()
})
