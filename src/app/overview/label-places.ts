import { fitText, textWidth } from './text-width.ts'

/** Where a label stands beside its point. */
export interface LabelPlace {
  text: string
  x: number
  y: number
  anchor: 'start' | 'end'
}

const LINE = 14
const FONT = 12
/** Between a point and its label. */
const GAP = 9
const LONGEST = 180
/** Lines up and down that are tried. */
const MOST_STEPS = 33

/** Half of what a point covers. */
const POINT = 6
/** Shares of a cut label that its end may have, the best first. */
const TAILS = [0.6, 0.8, 0.4, 1, 0.2, 0]

interface Point {
  text: string
  x: number
  y: number
  /** Behind the text; it is never cut. */
  suffix?: string
}

interface Edges {
  left: number
  right: number
  top?: number
  bottom?: number
}

/** How wide the text of a point may be on the wider side of it, and which side that is. */
function roomOf({ text, x, suffix = '' }: Point, { left, right }: Edges): { anchor: LabelPlace['anchor']; pixels: number } {
  const [before, after] = [x - GAP - left, right - x - GAP]
  const whole = Math.min(LONGEST, textWidth(text + suffix, FONT))
  const anchor = whole <= after || after >= before ? 'start' : 'end'
  return { anchor, pixels: Math.min(LONGEST, anchor === 'start' ? after : before) - textWidth(suffix, FONT) }
}

/** Where to cut labels so that those of different texts differ: names of one vendor begin alike, those of one model end alike. */
function tailOf(points: readonly Point[], edges: Edges): number {
  const different = new Set(points.map(({ text }) => text)).size
  const apart = (tail: number): number => new Set(points.map((point) => fitText(point.text, FONT, roomOf(point, edges).pixels, tail))).size
  return TAILS.find((tail) => apart(tail) === different) ?? 0.5
}

const spanOf = ({ text, x, anchor }: LabelPlace): [number, number] =>
  anchor === 'start' ? [x, x + textWidth(text, FONT)] : [x - textWidth(text, FONT), x]

const covers = (one: LabelPlace, other: LabelPlace): boolean => {
  const [a, b] = [spanOf(one), spanOf(other)]
  return Math.abs(other.y - one.y) < LINE && a[0] < b[1] && b[0] < a[1]
}

const hides = (place: LabelPlace, point: Point): boolean => {
  const [from, to] = spanOf(place)
  return point.x + POINT > from && point.x - POINT < to && Math.abs(point.y - place.y) < POINT + LINE / 2
}

/**
 * Places labels beside their points between the edges. Those that would cover a label or another point move down or up; a label without a place
 * is left out. What does not fit on the wider side is cut in its middle.
 */
export function labelPlaces(points: readonly Point[], edges: Edges): LabelPlace[] {
  const { top = -Infinity, bottom = Infinity } = edges
  const tail = tailOf(points, edges)
  const placed: LabelPlace[] = []
  for (const point of points) {
    const { anchor, pixels } = roomOf(point, edges)
    const text = fitText(point.text, FONT, pixels, tail) + (point.suffix ?? '')
    const at = (step: number): LabelPlace => {
      const lines = step % 2 === 1 ? (step + 1) / 2 : -step / 2
      return { text, x: anchor === 'start' ? point.x + GAP : point.x - GAP, y: point.y - 6 + LINE * lines, anchor }
    }
    const possible = Array.from({ length: MOST_STEPS }, (_, step) => at(step)).filter(
      (place, step) => (step === 0 || (place.y - LINE >= top && place.y <= bottom)) && !placed.some((other) => covers(place, other)),
    )
    const free = possible.find((place) => !points.some((other) => hides(place, other))) ?? possible[0]
    if (free !== undefined) placed.push(free)
  }
  return placed
}
