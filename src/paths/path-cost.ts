import type { Json } from '../schema/json.ts'

/** What makes a path take more steps than there are values. */
export interface Repeats {
  /** `..` visits the values below a value again for each level above it. */
  descents: number
  /** `$` inside of a filter asks the whole value again for each value. */
  roots: number
  /** Brackets with several selectors may select a value several times: the product of their numbers. */
  selectors: number
}

/** Counts what repeats in a path. Quoted names that hold `..`, `$` or commas count too: the bound only becomes stricter. */
export function repeatsOf(path: string): Repeats {
  const brackets = path.match(/\[[^\][]*\]/g) ?? []
  return {
    descents: path.split('..').length - 1,
    roots: path.includes('?') ? path.split('$').length - 2 : 0,
    selectors: brackets.reduce((product, bracket) => product * bracket.split(',').length, 1),
  }
}

/** Upper bound of a path's steps on a value: its values, times its depth for each `..` after the first, times its values for each inner `$`. */
export function countSteps(value: Json, { descents, roots, selectors }: Repeats): number {
  if (descents < 2 && roots === 0 && selectors === 1) return 0
  const { values, depth } = sizeOf(value)
  return selectors * values * depth ** Math.max(0, descents - 1) * values ** roots
}

function sizeOf(value: Json): { values: number; depth: number } {
  let values = 0
  let depth = 0
  let level: Json[] = [value]
  while (level.length > 0) {
    values += level.length
    depth++
    const next: Json[] = []
    for (const item of level) if (item !== null && typeof item === 'object') for (const child of Object.values(item)) next.push(child)
    level = next
  }
  return { values, depth }
}
