import { expect, test } from 'vitest'
import type { SerializedError, TestModule, TestSpecification } from 'vitest/node'
import { notRun } from './not-run.ts'

const moduleOf = (state: string, errors = 0) =>
  ({ state: () => state, errors: () => Array.from({ length: errors }) }) as unknown as TestModule

/** Files by name, with what Vitest knows of them. */
function reasons(files: Record<string, TestModule | undefined>, errors: SerializedError[] = [], isShard = false): string[] {
  const planned = Object.entries(files).map(([name, testModule]) => ({ moduleId: `/project/${name}`, testModule }) as TestSpecification)
  return notRun({ planned, modules: Object.values(files).filter((file) => file !== undefined), errors, isShard, root: '/project' })
}

test('tests that failed or were skipped have run', () => {
  expect(reasons({ 'a.eval.ts': moduleOf('failed'), 'b.eval.ts': moduleOf('skipped'), 'c.eval.ts': moduleOf('passed') })).toEqual([])
})

test('files that were not begun or not ended are named, the first of them; a shard leaves files to others', () => {
  expect(reasons({ 'a.eval.ts': moduleOf('pending'), 'b.eval.ts': undefined })).toEqual([
    '2 files did not run to their end: a.eval.ts, b.eval.ts',
  ])
  expect(reasons({ 'a.eval.ts': moduleOf('passed'), 'b.eval.ts': undefined }, [], true)).toEqual([])
  const many = Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`${index}.eval.ts`, undefined]))
  expect(reasons(many)).toEqual(['7 files did not run to their end: 0.eval.ts, 1.eval.ts, 2.eval.ts, 3.eval.ts, 4.eval.ts and 2 more'])
})

test('files that could not be loaded, workers that ended and other errors are told apart', () => {
  const died = (how: string) => ({
    message: '[vitest-pool]: Worker forks emitted error.',
    cause: { message: `Worker exited unexpectedly ${how}during started state while running test file /project/b.eval.ts` },
  })
  const errors = [died('with signal SIGKILL '), died('with signal SIGKILL '), died('with exit code 7 '), died(''), { message: 'late' }]
  expect(reasons({ 'a.eval.ts': moduleOf('failed', 2) }, errors)).toEqual([
    '1 file could not be loaded',
    'a worker ended with signal SIGKILL',
    'a worker ended with exit code 7',
    'a worker ended unexpectedly',
    '1 error outside of tests',
  ])
})
