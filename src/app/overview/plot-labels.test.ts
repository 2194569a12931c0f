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
  expect(fitText('anthropic:claude-sonnet', 12, 60)).toMatch(/^anthr.*…$/)
})
