import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { whyGone } from './gone-tasks.ts'

const placed = (name: string, file: string, useCase = 'default') => ({ name, file, useCase })

/** A folder with these files. */
function folder(...files: string[]): string {
  const root = mkdtempSync(path.join(tmpdir(), 'taskbench-gone-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const file of files) writeFileSync(path.join(root, file), '')
  return root
}

test('a task that has run, or whose file is there, is not gone', () => {
  const root = folder('a.task.yaml', 'suite.eval.ts')
  expect(whyGone(placed('a', 'a.task.yaml'), [], root)).toBeNull()
  expect(whyGone(placed('a', 'moved.task.yaml'), [placed('a', 'a.task.yaml')], root)).toBeNull()
  expect(whyGone(placed('one', 'suite.eval.ts'), [placed('two', 'suite.eval.ts')], root)).toBeNull()
})

test('a task is gone whose file is, or which has another name or use case by now', () => {
  const root = folder('a.task.yaml')
  expect(whyGone(placed('b', 'b.task.yaml'), [placed('a', 'a.task.yaml')], root)).toBe('its file b.task.yaml is gone')
  expect(whyGone(placed('b', 'a.task.yaml'), [placed('a', 'a.task.yaml')], root)).toBe('a.task.yaml holds a now')
  expect(whyGone(placed('a', 'a.task.yaml', 'old'), [placed('a', 'a.task.yaml', 'new')], root)).toBe('it is of the use case new now')
})
