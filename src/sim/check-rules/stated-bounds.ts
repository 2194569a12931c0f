const NUMBERS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']
const NUMBER = `(\\d{1,6}|${NUMBERS.slice(1).join('|')}|twenty|fifty|hundred)`
const OF = String.raw`\s+(?:\p{L}+\s+){0,3}?(\p{L}+)`

/** Bounds that a text states, with the noun that is counted. */
export interface StatedBounds {
  min?: number
  max?: number
  noun: string
  /** The words that state them. */
  phrase: string
}

const FORMS: { pattern: RegExp; bounds(numbers: number[]): { min?: number; max?: number } }[] = [
  { pattern: new RegExp(`${NUMBER}\\s*(?:to|[–—-])\\s*${NUMBER}${OF}`, 'giu'), bounds: ([min = 0, max = 0]) => ({ min, max }) },
  { pattern: new RegExp(`between\\s+${NUMBER}\\s+and\\s+${NUMBER}${OF}`, 'giu'), bounds: ([min = 0, max = 0]) => ({ min, max }) },
  {
    pattern: new RegExp(`(?:at most|up to|no more than|not more than|a maximum of|maximum)\\s+${NUMBER}${OF}`, 'giu'),
    bounds: ([max = 0]) => ({ max }),
  },
  {
    pattern: new RegExp(`(?:at least|no fewer than|no less than|a minimum of|minimum)\\s+${NUMBER}${OF}`, 'giu'),
    bounds: ([min = 0]) => ({ min }),
  },
  { pattern: new RegExp(`exactly\\s+${NUMBER}${OF}`, 'giu'), bounds: ([count = 0]) => ({ min: count, max: count }) },
]

/** All counts that a text states: “5 to 8 bullets”, “at most ten words”, “exactly three lines”. */
export function statedBounds(text: string): StatedBounds[] {
  return FORMS.flatMap(({ pattern, bounds }) =>
    [...text.matchAll(pattern)].map((match): StatedBounds => {
      const [phrase, ...groups] = match
      const noun = groups.pop() ?? ''
      return { ...bounds(groups.map(numberOf)), noun: noun.toLowerCase(), phrase }
    }),
  ).filter(({ min = 0, max = Infinity }) => min <= max)
}

/** A range that a text states for a value: “from 1 to 5”, “between 0 and 100”; `null` if it states none. */
export function statedRange(text: string): { min: number; max: number } | null {
  const found = /(?:from|between)\s+(-?\d{1,9}(?:\.\d{1,6})?)\s+(?:to|and)\s+(-?\d{1,9}(?:\.\d{1,6})?)/i.exec(text)
  if (!found) return null
  const [min, max] = [Number(found[1]), Number(found[2])]
  return min < max ? { min, max } : null
}

function numberOf(word: string): number {
  const digits = Number(word)
  if (!Number.isNaN(digits)) return digits
  const others: Record<string, number> = { twenty: 20, fifty: 50, hundred: 100 }
  return others[word.toLowerCase()] ?? NUMBERS.indexOf(word.toLowerCase())
}
