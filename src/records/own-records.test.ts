import { appendFileSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { OwnRecords } from './own-records.ts'

const file = () => join(mkdtempSync(join(tmpdir(), 'own-records-')), 'lines.jsonl')

/** Appends lines as their writer does. */
function write(path: string, own: OwnRecords<string>, offset: number, ...lines: string[]): number {
  const text = lines.join('\n')
  appendFileSync(path, `${text}\n`)
  own.take(lines, { offset, length: Buffer.byteLength(text) })
  return offset + Buffer.byteLength(text) + 1
}

test('what this process wrote is all there is, in the order of the file', async () => {
  const path = file()
  const own = new OwnRecords<string>(path)
  const next = write(path, own, 0, 'a', 'ü')
  write(path, own, next, 'c')
  expect(await own.all()).toEqual(['a', 'ü', 'c'])
})

test('a file in which something else stands must be read: before, after or between', async () => {
  const before = file()
  appendFileSync(before, 'x\n')
  const afterOther = new OwnRecords<string>(before)
  write(before, afterOther, 2, 'a')
  expect(await afterOther.all()).toBeNull()

  const path = file()
  const own = new OwnRecords<string>(path)
  const next = write(path, own, 0, 'a')
  appendFileSync(path, 'x\n')
  expect(await own.all()).toBeNull()
  write(path, own, next + 2, 'b')
  expect(await own.all()).toBeNull()
})

test('of a file that is not there nothing is known: the one that is there may be somebody else’s', async () => {
  expect(await new OwnRecords<string>(file()).all()).toBeNull()
})

test('more than may be held is let go for good', async () => {
  const path = file()
  const own = new OwnRecords<string>(path, 4)
  const next = write(path, own, 0, 'abc')
  expect(await own.all()).toEqual(['abc'])
  write(path, own, next, 'd')
  expect(await own.all()).toBeNull()
})

test('what is going to be more than may be held is let go as soon as enough has come to show it', async () => {
  const path = file()
  const own = new OwnRecords<string>(path, 1_000)
  own.expect(100)
  own.expect(400)
  const line = (count: number) => Array.from({ length: count }, () => 'ab')
  const next = write(path, own, 0, ...line(63))
  expect(await own.all()).toHaveLength(63)
  write(path, own, next, 'ab')
  expect(await own.all()).toBeNull()
})
