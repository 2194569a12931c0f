import { join } from 'node:path'
import { expect, test } from 'vitest'
import { EvalError } from '../src/schema/eval-error.ts'
import { formatFaults } from './format-problem.ts'

const shown = (message: string, at?: string) => formatFaults(new EvalError('config', message, { at, hint: 'Remove the file.' }))

test('a message that does not name its file is shown with it', () => {
  expect(shown('It is still running', '/results/lock.json')).toBe('It is still running (/results/lock.json)\n  Remove the file.')
  expect(shown('It is damaged', '/results/a.jsonl:3:1')).toBe('It is damaged (/results/a.jsonl:3:1)\n  Remove the file.')
})

test('what a message names already, an address, and the places of faults are not said again', () => {
  expect(shown('Could not read /results/a.json', '/results/a.json:1:1')).toBe('Could not read /results/a.json\n  Remove the file.')
  expect(shown('Could not read a.json', join(process.cwd(), 'a.json'))).toBe('Could not read a.json\n  Remove the file.')
  expect(shown('The key is wrong', 'api.example.org')).toBe('The key is wrong\n  Remove the file.')
  expect(shown('It has no place')).toBe('It has no place\n  Remove the file.')
  const faults = [{ place: { file: '/t.yaml', line: 1, column: 1 }, message: 'a' }]
  expect(formatFaults(new EvalError('config', 't.yaml:1:1 a', { at: '/elsewhere/t.yaml:1:1', faults }))).toBe('t.yaml:1:1 a')
})
