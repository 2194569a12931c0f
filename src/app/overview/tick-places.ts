import { textWidth } from './text-width.ts'

/** Where the label of a tick stands under its axis. */
export interface TickPlace {
  tick: number
  text: string
  x: number
  anchor: 'start' | 'middle' | 'end'
}

const FONT = 11
const GAP = 10

/** Labels of the ticks of an axis, each inside a drawing of a width; those that would touch the one before are left out. */
export function tickPlaces(ticks: readonly { tick: number; x: number; text: string }[], width: number): TickPlace[] {
  const placed: TickPlace[] = []
  let free = Number.NEGATIVE_INFINITY
  for (const { tick, x, text } of ticks) {
    const half = textWidth(text, FONT) / 2
    const anchor = x + half > width ? 'end' : x - half < 0 ? 'start' : 'middle'
    const at = anchor === 'end' ? Math.min(x + half, width) : x
    const from = anchor === 'middle' ? x - half : anchor === 'end' ? at - 2 * half : x
    if (from < free) continue
    placed.push({ tick, text, x: at, anchor })
    free = from + 2 * half + GAP
  }
  return placed
}
