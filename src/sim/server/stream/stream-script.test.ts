import { expect, test } from 'vitest'
import { scriptOf } from './stream-script.ts'

test('no script and no pace: none', () => {
  expect(scriptOf(null, undefined, null)).toBeNull()
})

test('a pace alone: several tokens in a chunk where they come faster than timers', () => {
  expect(scriptOf(null, undefined, 40)).toMatchObject({ gaps: 25, tokensPerChunk: 1 })
  expect(scriptOf(null, undefined, 1_500)).toMatchObject({ gaps: 8 / 1.5, tokensPerChunk: 8 })
})

test('the script of a prompt goes over that of all, that over the pace, field by field', () => {
  const script = scriptOf({ gaps: [4, 1], usage: 'none' }, { gaps: 7, drainMs: 3 }, 100)
  expect(script).toMatchObject({ gaps: 7, usage: 'none', drainMs: 3, roleChunk: true, endMark: true })
})
