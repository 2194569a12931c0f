import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { isProcessAlive, processMark } from './process-mark.ts'
import { isRunLocked, lockRun } from './run-lock.ts'

const RUN = '20261121t045512z-x7k2q9'

const newLock = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'taskbench-lock-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return path.join(folder, 'run', 'lock.json')
}

const here = (name: string): string => JSON.stringify(new URL(name, import.meta.url).href)

/** Another process that tries to take the lock, says `held` or the error, and stays until it is killed. */
const start = (file: string): ChildProcess => {
  const script = `
    import { lockRun } from ${here('./run-lock.ts')}
    try { lockRun(${JSON.stringify(RUN)}, ${JSON.stringify(file)}); console.log('held') } catch (error) { console.log(error.message) }
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

const said = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => child.stdout?.once('data', (data) => resolve(String(data).trim())))

const killed = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.once('close', () => resolve())
    child.kill('SIGKILL')
  })

const holder = (over: object): string =>
  JSON.stringify({
    pid: process.pid,
    mark: processMark(process.pid),
    host: hostname(),
    since: '2026-11-21T04:55:12.000Z',
    token: 'other',
    ...over,
  })

/** A holder in a file of its own; its sign of life is so old. */
const lockedBy = (over: object, silentMs = 0): string => {
  const file = newLock()
  lockRun(RUN, file).release()
  writeFileSync(file, holder(over))
  const at = new Date(Date.now() - silentMs)
  utimesSync(file, at, at)
  return file
}

test('a lock is held until it is released, and can be taken again', () => {
  const file = newLock()
  const lock = lockRun(RUN, file)
  expect(isRunLocked(file)).toBe(true)
  lock.release()
  lock.release()
  expect(existsSync(file)).toBe(false)
  expect(isRunLocked(file)).toBe(false)
  lockRun(RUN, file).release()
})

test('a live process keeps its lock; that of a killed one is taken over, and released by its new holder alone', async () => {
  const file = newLock()
  const other = start(file)
  expect(await said(other)).toBe('held')
  expect(() => lockRun(RUN, file)).toThrow(
    expect.objectContaining({
      kind: 'config',
      message: expect.stringMatching(`^The run ${RUN} is still running: process ${other.pid}, since 2`),
      hint: expect.stringContaining('remove the file'),
      at: file,
    }),
  )
  await killed(other)
  expect(isRunLocked(file)).toBe(false)
  const lock = lockRun(RUN, file)
  expect(await said(start(file))).toContain('is still running')
  writeFileSync(file, holder({ pid: 1 }))
  lock.release()
  expect(existsSync(file)).toBe(true)
})

test('of several processes that find a dead one, exactly one takes over', async () => {
  const file = lockedBy({ pid: spawnSync('true').pid })
  const words = await Promise.all(Array.from({ length: 4 }, () => said(start(file))))
  expect(words.filter((word) => word === 'held')).toHaveLength(1)
  expect(words.filter((word) => word.includes('is still running'))).toHaveLength(3)
  expect(readdirSync(path.dirname(file))).toEqual(['lock.json'])
})

test.runIf(process.platform === 'linux')('a later process with the same id is not the one that held the lock', () => {
  const mark = processMark(process.pid)
  expect(mark).toMatch(/^[0-9a-f-]{36}:\d+$/)
  expect(processMark(process.pid)).toBe(mark)
  expect(isProcessAlive(process.pid, mark)).toBe(true)
  expect(isProcessAlive(process.pid, `${mark}1`)).toBe(false)
  expect(isProcessAlive(process.pid, null)).toBe(true)
  expect(isRunLocked(lockedBy({ pid: 1, mark: 'before the system was started:7' }))).toBe(false)
  expect(isRunLocked(lockedBy({ pid: 1, mark: null }))).toBe(true)
})

test('a process on another machine is believed while it gives signs of life', () => {
  const fresh = lockedBy({ host: 'elsewhere' })
  expect(() => lockRun(RUN, fresh)).toThrow(/is still running: process \d+ on elsewhere, since /)
  const silent = lockedBy({ host: 'elsewhere' }, 100_000)
  expect(isRunLocked(silent)).toBe(false)
  lockRun(RUN, silent).release()
})

test('a lock that is being written counts as held, a torn one of long ago does not', () => {
  const file = lockedBy({})
  writeFileSync(file, '')
  expect(() => lockRun(RUN, file)).toThrow(`The run ${RUN} is still running`)
  utimesSync(file, new Date(0), new Date(0))
  lockRun(RUN, file).release()
})

test('a lock that cannot be written is said with its file', () => {
  const file = newLock()
  lockRun(RUN, file).release()
  writeFileSync(path.dirname(file) + 'x', '')
  const inFile = path.join(path.dirname(file) + 'x', 'lock.json')
  expect(() => lockRun(RUN, inFile)).toThrow(
    expect.objectContaining({ kind: 'config', message: expect.stringContaining('Could not write') }),
  )
  expect(readFileSync(path.dirname(file) + 'x', 'utf8')).toBe('')
})
