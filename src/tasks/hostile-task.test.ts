import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadConfig } from '../config/load-config.ts'
import { testFolder } from '../config/testing/test-folder.ts'
import { EvalError } from '../schema/eval-error.ts'
import { loadTask } from './load-task.ts'
import { placeholdersOf, renderMessages } from './render-messages.ts'

const TASK = `name: x
prompt: "{{q}} {{a.b}}"
cases:
  - { id: one, input: { q: 1, a: { b: 2 } }, gold: [{ t: x }], checks: [{ kind: json }] }
output: { format: json, schema: { type: array } }
pairing: { key: t, compare: [{ path: s, by: time, tolerance: 5 }] }
checks:
  - &check { name: c, kind: count, path: $[*], min: 1 }
metrics: [f1, pass@2]
trials: { count: 2, pass: any }
gates: [{ metric: f1, min: 0.5 }]
`

/** Whatever is thrown must be a fault that a person can read, at a place in a file; what is not so is returned. */
function blunders(call: () => unknown): unknown[] {
  try {
    call()
    return []
  } catch (error) {
    if (!EvalError.is(error) || error.kind !== 'config' || error.message === '') return [error]
    return error.faults.filter(({ place: { file, line, column }, message }) => !(line >= 1 && column >= 1 && file !== '' && message !== ''))
  }
}

test('a task file that was damaged anywhere is read, or refused with faults', async () => {
  const root = testFolder({})
  const config = await loadConfig({ root, env: {} })
  const file = join(root, 'x.task.yaml')
  const scrap = fc.constantFrom(
    '',
    '{',
    '}',
    '[',
    ']',
    ':',
    '- ',
    '\n',
    '&a ',
    '*check',
    '!!map ',
    '__proto__',
    '\0',
    '"',
    "'",
    '{{',
    '\t',
    '---\n',
    '~',
    '|',
    '\uFEFF',
    '1e999',
    '.nan',
    'null',
  )
  fc.assert(
    fc.property(fc.nat(TASK.length), fc.nat(6), fc.array(scrap, { maxLength: 3 }), (at, length, inserted) => {
      writeFileSync(file, TASK.slice(0, at) + inserted.join('') + TASK.slice(at + length))
      expect(blunders(() => loadTask(file, config))).toEqual([])
    }),
    { numRuns: 400 },
  )
})

test('what is inserted into a prompt stands there as it is', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (value, other) => {
      const [message] = renderMessages({ messages: [{ role: 'user', content: '<{{a}}|{{b}}>' }] }, { a: value, b: other })
      expect(message?.content).toBe(`<${value}|${other}>`)
    }),
  )
})

test('any text is a template', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('{', '}', '\\', 'a', '.', ' ', '\n') }), (content) => {
      const input = Object.fromEntries(placeholdersOf(content).map(({ name }) => [name, 'x']))
      expect(() => renderMessages({ messages: [{ role: 'user', content }] }, input)).not.toThrow()
    }),
  )
})
