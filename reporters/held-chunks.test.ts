import { expect, test } from 'vitest'
import { heldChunks } from './held-chunks.ts'

async function* chunks(error?: Error) {
  yield 'a'
  await new Promise(setImmediate)
  yield 'b'
  if (error) throw error
}

async function all(read: AsyncIterable<string>): Promise<string[]> {
  const seen: string[] = []
  for await (const chunk of read) seen.push(chunk)
  return seen
}

test('chunks are read at once, and given when they are asked for', async () => {
  let read = 0
  async function* counted() {
    for await (const chunk of chunks()) {
      read++
      yield chunk
    }
  }
  const held = heldChunks(counted())
  await expect.poll(() => read).toBe(2)
  expect(await all(held)).toEqual(['a', 'b'])
})

test('a reader that is there first waits', async () => {
  expect(await all(heldChunks(chunks()))).toEqual(['a', 'b'])
})

test('an error comes behind the chunks before it', async () => {
  const held = heldChunks(chunks(new Error('the disk went away')))
  await new Promise((resolve) => setTimeout(resolve))
  const seen: string[] = []
  const reading = (async () => {
    for await (const chunk of held) seen.push(chunk)
  })()
  await expect(reading).rejects.toThrow('the disk went away')
  expect(seen).toEqual(['a', 'b'])
})
