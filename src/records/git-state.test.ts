import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { gitState } from './git-state.ts'

function folder(): { path: string; git(...args: string[]): string } {
  const path = mkdtempSync(join(tmpdir(), 'taskbench-git-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  const named = ['-c', 'user.name=a', '-c', 'user.email=a@example.com']
  return { path, git: (...args) => execFileSync('git', [...named, ...args], { cwd: path, encoding: 'utf8' }).trim() }
}

test('a folder in no repository has no state', async () => {
  expect(await gitState(folder().path)).toEqual({ commit: null, dirty: null })
})

test('the commit, and whether followed files have changed since', async () => {
  const { path, git } = folder()
  git('init', '-q')
  expect(await gitState(path)).toEqual({ commit: null, dirty: null })
  writeFileSync(join(path, 'a'), '1')
  git('add', 'a')
  git('commit', '-qm', 'one')
  const commit = git('rev-parse', 'HEAD')
  writeFileSync(join(path, 'b'), 'not followed')
  expect(await gitState(path)).toEqual({ commit, dirty: false })
  writeFileSync(join(path, 'a'), '2')
  expect(await gitState(path)).toEqual({ commit, dirty: true })
})
