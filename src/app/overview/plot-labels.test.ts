import fc from 'fast-check'
import { expect, it } from 'vitest'
import { labelPlaces } from './label-places.ts'
import { fitText, textWidth } from './text-width.ts'
import { tickPlaces } from './tick-places.ts'

const spanOf = ({ text, x, anchor }: { text: string; x: number; anchor: 'start' | 'middle' | 'end' }, font: number): [number, number] => {
  const width = textWidth(text, font)
  const from = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2
  return [from, from + width]
}

it('a tick at either edge stays inside, and none touches another', () => {
  const ticks = [0.01, 0.1, 1, 10].map((tick, index) => ({ tick, x: 50 + index * 102, text: `$${tick.toFixed(2)}` }))
  const places = tickPlaces(ticks, 374)
  expect(places.at(-1)).toMatchObject({ anchor: 'end', x: 374 })
  expect(tickPlaces([{ tick: 0, x: 2, text: '$0.0001' }], 374)).toMatchObject([{ anchor: 'start', x: 2 }])
  const crowded = Array.from({ length: 12 }, (_, index) => ({ tick: index, x: 50 + index * 28, text: '$0.0001' }))
  const spans = tickPlaces(crowded, 374).map((place) => spanOf(place, 11))
  expect(spans.length).toBeGreaterThan(3)
  expect(spans.every(([from], index) => index === 0 || from > (spans[index - 1]?.[1] ?? 0))).toBe(true)
})

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
