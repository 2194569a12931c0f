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
const LONGEST = 170

/** Places labels beside their points between two edges; those that would cover another move down. What does not fit on the wider side is cut. */
export function labelPlaces(
  points: readonly { text: string; x: number; y: number }[],
  { left, right }: { left: number; right: number },
): LabelPlace[] {
  const placed: LabelPlace[] = []
  const spanOf = ({ text, x, anchor }: LabelPlace): [number, number] =>
    anchor === 'start' ? [x, x + textWidth(text, FONT)] : [x - textWidth(text, FONT), x]
  for (const { text: whole, x, y } of points) {
    const [before, after] = [x - GAP - left, right - x - GAP]
    const short = fitText(whole, FONT, LONGEST)
    const anchor = textWidth(short, FONT) <= after || after >= before ? 'start' : 'end'
    const text = fitText(short, FONT, anchor === 'start' ? after : before)
    const place: LabelPlace = { text, x: anchor === 'start' ? x + GAP : x - GAP, y: y - 6, anchor }
    const covers = (other: LabelPlace): boolean => {
      const [a, b] = [spanOf(place), spanOf(other)]
      return Math.abs(other.y - place.y) < LINE && a[0] < b[1] && b[0] < a[1]
    }
    for (let tries = 0; tries < 12 && placed.some(covers); tries++) place.y += LINE
    placed.push(place)
  }
  return placed
}
