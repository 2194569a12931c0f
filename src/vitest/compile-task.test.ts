import { expect, test } from 'vitest'
import { compileTask } from './compile-task.ts'
import { checksError, errorAt } from './check-errors.ts'
import { mayRunSpend } from './may-run-spend.ts'

const place = (line: number, file = '/p/x.task.yaml') => ({ file, line, column: 3 })

test('what is located at a line of the YAML file stands on that line of the module', () => {
  const source = 'name: x\nprompt: a\ncases:\n  - { a: 1 }\n\n  - { a: 2 }\ngates:\n  - { metric: accuracy, min: 0.5 }\n'
  const task = {
    name: 'x',
    file: '/p/x.task.yaml',
    lines: { name: 1, cases: 3 },
    cases: [
      { id: 'a', place: place(4) },
      { id: 'b', place: place(6) },
      { id: 'c', place: place(9, '/p/cases.jsonl') },
    ],
    gates: [{ metric: 'accuracy', min: 0.5, place: place(8) }],
    dependencies: ['/p/cases.jsonl'],
  }
  const { code, map } = compileTask(source, task as never, { definition: '/tmp/d', runtime: '/runtime.js', outline: ['m'] })
  const lines = code.split('\n')
  const located = lines.flatMap((line, index) => (line.includes(`function $${index + 1}(call)`) ? [index + 1] : []))
  expect(located).toEqual([1, 3, 4, 6, 8])
  expect(lines[0]).toContain('import "/p/cases.jsonl";')
  expect(map).toMatchObject({ version: 3, sources: ['/p/x.task.yaml'], sourcesContent: [source] })
  expect(map.mappings.split(';').slice(0, 4)).toEqual(['AAAA', 'AACA', 'AACA', 'AACE'])
})

test('hostile text in a task can neither end the string that carries it nor begin a line', () => {
  const task = {
    file: '/p/x.task.yaml',
    lines: { name: 1, cases: 1 },
    cases: [],
    gates: [],
    dependencies: [],
    name: '"); process.exit(1); ("\u2028</script>',
  }
  const compile = (outline: string[] | null) =>
    compileTask('name: x', task as never, { definition: '/tmp/"); ("', runtime: '/runtime.js', outline }).code.split('\n')
  const literal = /\$register\((".*"), \{/.exec(compile(null)[0] as string)?.[1] ?? ''
  expect(JSON.parse(literal)).toBe('/tmp/"); ("')
  expect(compile(null)).toHaveLength(1)
  const named = /describe\((".*"), \(\) => \{/.exec(compile(['m'])[2] as string)?.[1] ?? ''
  expect(JSON.parse(named)).toBe(task.name)
})

test('each failed check is an error with one frame, at its place', () => {
  const result = { name: 'short', kind: 'length', severity: 'critical', verdict: 'failed', message: 'found 9, expected at most 5' } as const
  const error = checksError([{ result, place: place(7), failures: 2, trials: 3 }])
  expect(error.message).toBe('1 check failed')
  expect(error.errors[0]).toMatchObject({
    name: 'check short',
    message: 'short failed in 2 of 3 trials: found 9, expected at most 5',
    stack: 'check short: short failed in 2 of 3 trials: found 9, expected at most 5\n    at /p/x.task.yaml:7:3',
  })
  expect(errorAt('gate', 'no place', undefined).stack).toBe('gate: no place')
})

test('money may be spent only where evaluations were asked for by name', () => {
  expect(mayRunSpend({}, [])).toBe(false)
  expect(mayRunSpend({}, ['!unit'])).toBe(false)
  expect(mayRunSpend({}, ['*'])).toBe(false)
  expect(mayRunSpend({}, ['evals'])).toBe(true)
  expect(mayRunSpend({ TASKBENCH: 'live' }, [])).toBe(true)
})
