/** A stretch of a text; `changed`: the other text has it otherwise or not at all. */
export interface DiffPart {
  text: string
  changed: boolean
}

/** Both texts in stretches. */
export interface WordDiff {
  a: DiffPart[]
  b: DiffPart[]
  /** Share of the words of both texts that the other one has in the same order, 0 to 1; white space does not count. */
  common: number
}

/** Words that are replaced beyond this are not looked for further: time and memory grow with its square. */
const MOST_CHANGES = 1_200

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) ?? []

const joined = (words: readonly string[], kept: ReadonlySet<number>): DiffPart[] => {
  const parts: DiffPart[] = []
  words.forEach((text, index) => {
    const changed = !kept.has(index)
    const last = parts.at(-1)
    if (last?.changed === changed) last.text += text
    else parts.push({ text, changed })
  })
  return parts
}

/**
 * The shortest list of words to take out of one text and put into the other (Myers, An O(ND) Difference Algorithm, 1986), as the places that
 * both keep; `null` beyond {@link MOST_CHANGES}.
 */
function keptPlaces(a: readonly string[], b: readonly string[]): [number, number][] | null {
  const most = Math.min(a.length + b.length, MOST_CHANGES)
  const offset = most + 1
  const reach = new Int32Array(2 * most + 3)
  const steps: Int32Array[] = []
  for (let changes = 0; changes <= most; changes++) {
    steps.push(reach.slice(offset - changes - 1, offset + changes + 2))
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      const [down, right] = [reach[offset + diagonal + 1] as number, reach[offset + diagonal - 1] as number]
      let x = diagonal === -changes || (diagonal !== changes && right < down) ? down : right + 1
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x++
      reach[offset + diagonal] = x
      if (x >= a.length && x - diagonal >= b.length) return walkBack(steps, a.length, b.length)
    }
  }
  return null
}

function walkBack(steps: readonly Int32Array[], fromX: number, fromY: number): [number, number][] {
  const kept: [number, number][] = []
  let [x, y] = [fromX, fromY]
  for (let changes = steps.length - 1; changes >= 0; changes--) {
    const reach = steps[changes] as Int32Array
    const at = (diagonal: number): number => reach[diagonal + changes + 1] as number
    const diagonal = x - y
    const fromBelow = diagonal === -changes || (diagonal !== changes && at(diagonal - 1) < at(diagonal + 1))
    const before = fromBelow ? diagonal + 1 : diagonal - 1
    const [startX, startY] = changes === 0 ? [0, 0] : [at(before), at(before) - before]
    while (x > startX && y > startY) kept.push([--x, --y])
    if (changes > 0) [x, y] = [startX, startY]
  }
  return kept
}

/** What two texts have in common, word by word; white space and signs are words. Bounded in time: where more than 1,200 words differ, all but the common beginning and end counts as changed. */
export function diffWords(textA: string, textB: string): WordDiff {
  const [a, b] = [wordsOf(textA), wordsOf(textB)]
  const shorter = Math.min(a.length, b.length)
  let start = 0
  while (start < shorter && a[start] === b[start]) start++
  let end = 0
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const middle = keptPlaces(a.slice(start, a.length - end), b.slice(start, b.length - end)) ?? []
  const kept: [number, number][] = [
    ...Array.from({ length: start }, (_, index): [number, number] => [index, index]),
    ...middle.map(([x, y]): [number, number] => [start + x, start + y]),
    ...Array.from({ length: end }, (_, index): [number, number] => [a.length - 1 - index, b.length - 1 - index]),
  ]
  const [keptA, keptB] = [new Set(kept.map(([x]) => x)), new Set(kept.map(([, y]) => y))]
  const solid = (words: readonly string[]): number => words.reduce((sum, word) => sum + (word.trim() === '' ? 0 : 1), 0)
  const words = solid(a) + solid(b)
  return {
    a: joined(a, keptA),
    b: joined(b, keptB),
    common: words === 0 ? 1 : (2 * solid(a.filter((_, index) => keptA.has(index)))) / words,
  }
}
