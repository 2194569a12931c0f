import { expect, test } from 'vitest'
import { EventContent } from './event-content.ts'

test('a watch is told of every event, also of those that carry no part of the answer', () => {
  const told: (string | number)[][] = []
  const events = new EventContent({
    event: (atMs) => told.push(['event', atMs]),
    content: (kind, atMs) => told.push([kind, atMs]),
    usage: (atMs) => told.push(['usage', atMs]),
  })
  events.ends(1, null)
  events.has('reasoning', 3)
  events.has('text', 2)
  events.ends(2, null)
  events.ends(3, { outputTokens: 5 })
  expect(told).toEqual([
    ['event', 1],
    ['event', 2],
    ['text', 2],
    ['event', 3],
    ['usage', 3],
  ])
})
