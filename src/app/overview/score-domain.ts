import type { Domain } from './whisker.tsx'

const LEAST_SPAN = 1e-9

/** The scale on which figures and their intervals are drawn: rounded outwards to tenths of its span's power of ten, within 0..1 for scores. */
export function scoreDomain(figures: readonly (number | null)[]): Domain {
  const known = figures.filter((figure) => figure !== null)
  if (known.length === 0) return { from: 0, to: 1 }
  const [least, most] = [Math.min(...known), Math.max(...known)]
  // A span that no figure shows would make a step of 0.
  const span = Math.max(most - least || Math.abs(most) || 1, LEAST_SPAN)
  const step = 10 ** Math.floor(Math.log10(span))
  const score = least >= 0 && most <= 1
  // Rounding must not leave out the figures themselves where their span is near the limits of a double.
  const from = Math.min(least, Math.floor((least - span * 0.04) / step) * step)
  const to = Math.max(most, Math.ceil((most + span * 0.04) / step) * step)
  return score ? { from: Math.max(0, from), to: Math.min(1, to) } : { from, to }
}
