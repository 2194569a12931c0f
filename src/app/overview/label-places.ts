/** Where a label stands beside its point. */
export interface LabelPlace {
  text: string
  x: number
  y: number
  anchor: 'start' | 'end'
}

const LINE = 14
const CHARACTER = 6.6

/** Places labels beside their points within a width; those that would cover another move down. Long labels are cut. */
export function labelPlaces(points: readonly { text: string; x: number; y: number }[], width: number): LabelPlace[] {
  const placed: LabelPlace[] = []
  const spanOf = ({ text, x, anchor }: LabelPlace): [number, number] =>
    anchor === 'start' ? [x, x + text.length * CHARACTER] : [x - text.length * CHARACTER, x]
  for (const { text: whole, x, y } of points) {
    const text = whole.length > 26 ? `${whole.slice(0, 25)}…` : whole
    const anchor = x + 10 + text.length * CHARACTER > width ? 'end' : 'start'
    const place: LabelPlace = { text, x: anchor === 'start' ? x + 9 : x - 9, y: y - 6, anchor }
    const covers = (other: LabelPlace): boolean => {
      const [a, b] = [spanOf(place), spanOf(other)]
      return Math.abs(other.y - place.y) < LINE && a[0] < b[1] && b[0] < a[1]
    }
    for (let tries = 0; tries < 12 && placed.some(covers); tries++) place.y += LINE
    placed.push(place)
  }
  return placed
}
