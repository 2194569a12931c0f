/** A part of a model's score. */
export interface Part {
  name: string
  /** Share of the score: those of all parts add up to 1. */
  weight: number
  /** 0..1; `null`: nothing is known, and the middle, 0.5, counts. */
  value: number | null
  /** What the value may be: 0 and 1 where nothing is known. */
  low: number
  high: number
  reason: string
}

/** A part before its weight is known. */
export type Grade = Omit<Part, 'name' | 'weight'>

/** What counts where nothing is known. */
export const MIDDLE = 0.5

export const unknownGrade = (reason: string): Grade => ({ value: null, low: 0, high: 1, reason })

export const exactGrade = (value: number, reason: string): Grade => ({ value, low: value, high: value, reason })

/** 0 at `worst` and beyond, 1 at `best` and beyond, between them by the logarithm: each doubling counts the same. `amount` > 0. */
export function logScale(amount: number, { worst, best }: { worst: number; best: number }): number {
  return Math.min(1, Math.max(0, Math.log(amount / worst) / Math.log(best / worst)))
}
