import { expect, test } from 'vitest'
import { StampBook } from './stamp-book.ts'

test('the newest 20,000 requests are kept', () => {
  const book = new StampBook()
  for (let index = 0; index < 20_003; index++) book.begin(`req-${index}`, index)
  const { requests, forgotten } = book.stamps(null)
  expect({ count: requests.length, forgotten, oldest: requests[0]?.requestId }).toEqual({ count: 20_000, forgotten: 3, oldest: 'req-3' })
})

test('beyond a million chunks the oldest requests are forgotten, and what still runs of them costs nothing', () => {
  const book = new StampBook()
  const [first, second] = [book.begin('a', 1), book.begin('b', 2)]
  for (let index = 0; index < 700_000; index++) book.chunk(first, 1)
  for (let index = 0; index < 300_001; index++) book.chunk(second, 1)
  expect(book.stamps(null)).toMatchObject({ forgotten: 1, requests: [{ requestId: 'b' }] })
  for (let index = 0; index < 800_000; index++) book.chunk(first, 1)
  expect(book.stamps(null).requests).toHaveLength(1)
})
