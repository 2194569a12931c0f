import path from 'node:path'
import { expect, test } from 'vitest'
import { commandOf } from './resume-command.ts'

const none = { argv: ['node', 'main.js'], env: {}, words: { own: [], forVitest: [] } }
const byVitest = (...rest: string[]) => ({ argv: ['node', '/p/node_modules/vitest/vitest.mjs', ...rest], env: {}, words: null })

test('`taskbench run` goes on with the words that it was given', () => {
  expect(commandOf(none, 'r1')).toBe('npx taskbench run --resume r1')
  const words = { own: ["it's $5.task.yaml", '-t', 'a "b"', '--root', 'rt', '--budget', '2.5'], forVitest: ['--shard', '1/2', '--bail=3'] }
  expect(commandOf({ ...none, words }, 'r1')).toBe(
    String.raw`npx taskbench run --resume r1 'it'\''s $5.task.yaml' -t 'a "b"' --root rt --budget 2.5 -- --shard 1/2 --bail=3`,
  )
})

test('Vitest goes on as it was started, with the variables that say what is asked', () => {
  expect(commandOf(byVitest('run', '--project', 'evals', 'a task'), 'r1')).toBe(
    "TASKBENCH_RESUME=r1 npx vitest run --project evals 'a task'",
  )
  const env = { TASKBENCH: 'live', TASKBENCH_TAPE: 'auto', TASKBENCH_BUDGET_USD: '2', TASKBENCH_RUN_ID: 'r1', TASKBENCH_RETRY_ERRORS: '' }
  expect(commandOf({ ...byVitest('run'), env }, 'r1')).toBe(
    'TASKBENCH_RESUME=r1 TASKBENCH=live TASKBENCH_TAPE=auto TASKBENCH_BUDGET_USD=2 npx vitest run',
  )
  const linked = { argv: ['node', '/p/node_modules/.bin/vitest'], env: {}, words: null }
  expect(commandOf(linked, 'r1')).toBe('TASKBENCH_RESUME=r1 npx vitest')
})

test('so does a program that starts Vitest by itself', () => {
  const own = { argv: ['node', path.resolve('scripts/evals.mjs'), 'nightly'], env: {}, words: null }
  expect(commandOf(own, 'r1')).toBe('TASKBENCH_RESUME=r1 node scripts/evals.mjs nightly')
  expect(commandOf({ argv: ['node'], env: {}, words: null }, 'r1')).toBe('npx taskbench run --resume r1')
})

test('another shard takes the place of its own', () => {
  const words = { own: ['a'], forVitest: ['--shard', '1/2', '--bail=3'] }
  expect(commandOf({ ...none, words }, 'r1', { index: 2, count: 3 })).toBe(
    'npx taskbench run --resume r1 a -- --bail=3 --shard=2/3 --reporter=blob',
  )
  expect(commandOf({ ...none, words: { own: ['a'], forVitest: ['--shard=1/2'] } }, 'r1', null)).toBe('npx taskbench run --resume r1 a')
  expect(commandOf(byVitest('run', '--reporter=dot'), 'r1', { index: 1, count: 2 })).toBe(
    'TASKBENCH_RESUME=r1 npx vitest run --reporter=dot --shard=1/2',
  )
})
