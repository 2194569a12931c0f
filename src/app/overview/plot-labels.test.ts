import fc from 'fast-check'
import { expect, it } from 'vitest'
import { labelPlaces } from './label-places.ts'
import { fitText, textWidth } from './text-width.ts'

const spanOf = ({ text, x, anchor }: { text: string; x: number; anchor: 'start' | 'end' }, font: number): [number, number] => {
  const width = textWidth(text, font)
  const from = anchor === 'start' ? x : x - width
  return [from, from + width]
}

it('labels of points stay between the edges, whatever models are called', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  const point = fc.record({ text: name, x: fc.integer({ min: 70, max: 350 }), y: fc.integer({ min: 24, max: 200 }) })
  fc.assert(
    fc.property(fc.array(point, { maxLength: 8 }), (points) =>
      labelPlaces(points, { left: 50, right: 374 }).every((place) => {
        const [from, to] = spanOf(place, 12)
        return place.text.length <= 2 || (from >= 50 - 1e-9 && to <= 374 + 1e-9)
      }),
    ),
  )
})

it('a label stands on the side where it fits, and moves down where it would cover another', () => {
  const [left, right, below] = labelPlaces(
    [
      { text: 'first', x: 100, y: 50 },
      { text: 'last', x: 360, y: 50 },
      { text: 'second', x: 102, y: 50 },
    ],
    { left: 50, right: 374 },
  )
  expect([left?.anchor, right?.anchor]).toEqual(['start', 'end'])
  expect(below?.y).toBeGreaterThan(left?.y ?? 0)
  expect(fitText('anthropic:claude-sonnet', 12, 60)).toMatch(/^anth[a-z:]*….*net$/)
})

it.each([
  ['begin', ['compatible:accounts/fireworks/models/qwen3-instruct-2507', 'compatible:accounts/fireworks/models/qwen3-thinking-2507']],
  ['end', ['bedrock:us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'bedrock:us.anthropic.claude-opus-4-5-20250929-v1:0']],
])('long names that %s alike are cut so that they differ', (_where, names) => {
  const places = labelPlaces(
    names.map((text, index) => ({ text, x: 200, y: 60 + 60 * index })),
    { left: 50, right: 374 },
  )
  expect(new Set(places.map(({ text }) => text)).size).toBe(names.length)
  expect(places.every(({ text }) => text.includes('…'))).toBe(true)
})

it('a label covers no other point, and stays above the axis', () => {
  const points = [
    { text: 'one of the names', x: 100, y: 90 },
    { text: 'two', x: 150, y: 84 },
  ]
  const [one] = labelPlaces(points, { left: 50, right: 374, top: 0, bottom: 95 })
  expect(one?.y).toBeLessThan(75)
})
