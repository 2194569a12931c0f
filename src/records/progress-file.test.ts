import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ProgressFile } from './progress-file.ts'

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'taskbench-progress-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

test('many changes are one write, of how things stand then', async () => {
  const place = folder()
  let looks = 0
  let seq = 0
  const file = new ProgressFile(join(place, 'progress.json'), () => ({ status: 'complete', seq, looks: ++looks }), 20)
  for (seq = 0; seq < 1_000; seq++) file.touch()
  await expect.poll(() => readdirSync(place)).toEqual(['progress.json'])
  expect(JSON.parse(readFileSync(join(place, 'progress.json'), 'utf8'))).toEqual({ status: 'complete', seq: 1_000, looks: 1 })
})

test('what is running is written anew though nothing changes, and what has ended is not', async () => {
  const place = folder()
  let [status, writes] = ['running', 0]
  const file = new ProgressFile(join(place, 'progress.json'), () => ({ status, writes: ++writes }), 2)
  file.touch()
  await expect.poll(() => writes).toBeGreaterThan(10)
  status = 'complete'
  await file.write()
  const last = writes
  for (let more = 0; more < 20; more++) await file.write()
  expect(writes - last).toBe(20)
})

test('a reader finds a whole file at any moment', async () => {
  const place = folder()
  const file = new ProgressFile(join(place, 'progress.json'), () => ({ status: 'running', text: 'x'.repeat(100_000) }), 1)
  await file.write()
  const writes = Array.from({ length: 20 }, () => file.write())
  for (let look = 0; look < 20; look++) JSON.parse(readFileSync(join(place, 'progress.json'), 'utf8'))
  await Promise.all(writes)
  expect(readdirSync(place)).toEqual(['progress.json'])
})

test('the last write of an ending process is not overwritten by an earlier one', async () => {
  const place = folder()
  let status = 'running'
  const file = new ProgressFile(join(place, 'progress.json'), () => ({ status }))
  const writing = file.write()
  status = 'interrupted'
  file.writeSync()
  file.touch()
  await writing
  await file.write()
  expect(JSON.parse(readFileSync(join(place, 'progress.json'), 'utf8'))).toEqual({ status: 'interrupted' })
})

test('a folder that is gone troubles nobody', async () => {
  const file = new ProgressFile(join(folder(), 'none', 'progress.json'), () => ({ status: 'running' }))
  await expect(file.write()).resolves.toBeUndefined()
  expect(() => file.writeSync()).not.toThrow()
})
