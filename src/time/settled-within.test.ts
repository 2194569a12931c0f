import { expect, test } from 'vitest'
import { settledWithin } from './settled-within.ts'

test('what settles is waited for, however it does', async () => {
  const ends: string[] = []
  const all = [Promise.resolve().then(() => ends.push('one')), Promise.reject(new Error('two'))]
  await settledWithin(all, 60_000)
  expect(ends).toEqual(['one'])
})

test('what does not settle is left', async () => {
  await settledWithin([new Promise(() => undefined)], 1)
})
