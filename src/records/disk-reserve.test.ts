import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { DiskReserve } from './disk-reserve.ts'

const folder = (): string => {
  const made = mkdtempSync(path.join(tmpdir(), 'taskbench-reserve-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

test('a reserve takes its room on the disk and gives it back once, first in part', () => {
  const file = path.join(folder(), 'reserve.tmp')
  const reserve = new DiskReserve(file, 1 << 18)
  expect(statSync(file).size).toBe(1 << 18)
  expect(statSync(file).blocks * 512).toBeGreaterThanOrEqual(1 << 18)
  expect(reserve.shrink(1 << 12)).toBe(true)
  expect(statSync(file).size).toBe(1 << 12)
  expect(reserve.shrink(1 << 12)).toBe(false)
  expect(reserve.release()).toBe(true)
  expect(existsSync(file)).toBe(false)
  expect(reserve.release()).toBe(false)
})

test('a reserve that has no room is an error, with its file', () => {
  const file = path.join(folder(), 'gone', 'reserve.tmp')
  expect(() => new DiskReserve(file, 10)).toThrow(expect.objectContaining({ kind: 'config', at: file }))
})
