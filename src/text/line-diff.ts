/** Lines of context around a change. */
const CONTEXT = 2
/** Longest stretch, in lines, whose changes are told apart line by line. */
const MOST_COMPARED = 1_000

interface Line {
  mark: ' ' | '+' | '-'
  text: string
}

/** What differs between two texts: lines that begin with `-`, `+` or a space, with two lines of context, `…` between stretches; none if they are equal. */
export function lineDiff(before: string, after: string): string[] {
  const [a, b] = [before, after].map((text) => text.replace(/\r?\n$/, '').split(/\r?\n/)) as [string[], string[]]
  let head = 0
  while (head < Math.min(a.length, b.length) && a[head] === b[head]) head++
  let tail = 0
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++
  const same = (from: number, to: number): Line[] => a.slice(from, to).map((text) => ({ mark: ' ', text }))
  const lines = [
    ...same(0, head),
    ...changes(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...same(a.length - tail, a.length),
  ]
  return shown(lines)
}

/** The shortest way from one list of lines to another, by their longest common subsequence. */
function changes(a: readonly string[], b: readonly string[]): Line[] {
  const removed = a.map((text): Line => ({ mark: '-', text }))
  const added = b.map((text): Line => ({ mark: '+', text }))
  if (a.length === 0 || b.length === 0 || a.length > MOST_COMPARED || b.length > MOST_COMPARED) return [...removed, ...added]
  const width = b.length + 1
  const lengths = new Uint16Array((a.length + 1) * width)
  const at = (i: number, j: number) => lengths[i * width + j] as number
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const lines: Line[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ mark: ' ', text: a[i++] as string })
      j++
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) lines.push(removed[i++] as Line)
    else lines.push(added[j++] as Line)
  }
  return lines
}

function shown(lines: readonly Line[]): string[] {
  const isNear = lines.map((_, index) => lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ mark }) => mark !== ' '))
  const out: string[] = []
  for (const [index, { mark, text }] of lines.entries()) {
    if (!isNear[index]) continue
    if (out.length > 0 && !isNear[index - 1]) out.push('…')
    out.push(`${mark} ${text}`)
  }
  return out
}
