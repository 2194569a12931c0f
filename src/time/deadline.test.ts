import { expect, test } from 'vitest'
import { deadline } from './deadline.ts'

test('deadlines of one length end in their order, none before its time, and those that were given up never', async () => {
  const ended: { name: string; afterMs: number }[] = []
  const start = (name: string) => {
    const began = performance.now()
    return deadline(40, () => ended.push({ name, afterMs: performance.now() - began }))
  }
  start('first')
  const giveUp = start('given up')
  await new Promise<void>((resolve) => deadline(15, resolve))
  start('later')
  giveUp()
  giveUp()
  await expect.poll(() => ended.map(({ name }) => name)).toEqual(['first', 'later'])
  for (const { afterMs } of ended) expect(afterMs).toBeGreaterThanOrEqual(40)
})

test('a deadline that is set when another of its length ends has its own time', async () => {
  const began = performance.now()
  const afterMs = await new Promise<number>((resolve) => deadline(20, () => deadline(20, () => resolve(performance.now() - began))))
  expect(afterMs).toBeGreaterThanOrEqual(40)
})

test('after all were given up the next is still heard', async () => {
  deadline(30, () => expect.unreachable())()
  expect(await new Promise((resolve) => deadline(30, () => resolve('late')))).toBe('late')
})

test('deadlines of different lengths do not wait for each other', async () => {
  const giveUp = deadline(60_000, () => expect.unreachable())
  expect(await new Promise((resolve) => deadline(5, () => resolve('late')))).toBe('late')
  giveUp()
})
