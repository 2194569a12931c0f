import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { shareRecords } from './share-records.ts'

async function* count(to: number, read: { value: number }) {
  for (let i = 0; i < to; i++) {
    read.value = i + 1
    yield i
  }
}

async function collect(records: AsyncIterable<number>, slow = false): Promise<number[]> {
  const all: number[] = []
  for await (const record of records) {
    all.push(record)
    if (slow && record % 100 === 0) await sleep(1)
  }
  return all
}

test.each([0, 1, 127, 128, 129, 1_000])('every reader gets all of %i records, which are read once', async (length) => {
  const read = { value: 0 }
  const shared = shareRecords(count(length, read), 3)
  const all = await Promise.all(shared.map((records, index) => collect(records, index === 1)))
  expect(all).toEqual(Array.from({ length: 3 }, () => Array.from({ length }, (_, i) => i)))
  expect(read.value).toBe(length)
})

test('nothing is read far ahead of the slowest reader', async () => {
  const read = { value: 0 }
  const [quick, slow] = shareRecords(count(10_000, read), 2) as [AsyncIterable<number>, AsyncIterable<number>]
  const reading = collect(quick)
  const iterator = slow[Symbol.asyncIterator]()
  await iterator.next()
  await sleep(5)
  expect(read.value).toBeLessThanOrEqual(256)
  while (!(await iterator.next()).done);
  expect(await reading).toHaveLength(10_000)
})

test('an error of the source reaches every reader', async () => {
  async function* broken() {
    yield 1
    throw new Error('torn')
  }
  const outcomes = await Promise.allSettled(shareRecords(broken(), 2).map((records) => collect(records)))
  expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected'])
})

test('a reader that ends early holds up no other', async () => {
  const [short, long] = shareRecords(count(1_000, { value: 0 }), 2) as [AsyncIterable<number>, AsyncIterable<number>]
  const first = (async () => {
    for await (const record of short) if (record === 200) return record
    return null
  })()
  expect(await collect(long)).toHaveLength(1_000)
  expect(await first).toBe(200)
})
