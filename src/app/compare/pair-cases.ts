import type { AnswerRow } from './answer-row.ts'
import type { Flip } from './flip.ts'

/** The answers of both sides to one case. */
export interface CasePair {
  /** Unique among the pairs. */
  key: string
  caseId: string
  /** Trials in order. */
  a: readonly AnswerRow[]
  b: readonly AnswerRow[]
  flip: Flip
}

/** Whose answers are compared, and by what: the verdict of a check, or (`null`) of the whole answer. */
export interface PairWish {
  task: string
  a: string
  b: string
  check: string | null
}

const passed = (row: AnswerRow, check: string | null): boolean | null => {
  if (row.detail.trial.counts === 'missing') return null
  if (check !== null) return row.checks.passed.includes(check) ? true : row.checks.failed.includes(check) ? false : null
  return row.outcome === 'passed' ? true : row.outcome === 'failed' || row.outcome === 'errored' ? false : null
}

/** Share of the decided trials that passed; `null`: none was decided. */
export const passedShare = (rows: readonly AnswerRow[], check: string | null): number | null => {
  const decided = rows.map((row) => passed(row, check)).filter((verdict) => verdict !== null)
  return decided.length === 0 ? null : decided.filter(Boolean).length / decided.length
}

/** How two shares stand to each other. */
export const flipOf = (a: number | null, b: number | null): Flip => {
  if (a === null || b === null) return 'apart'
  if (a !== b) return a > b ? 'only-a' : 'only-b'
  return a >= 0.5 ? 'passed' : 'failed'
}

/** Every case of a task that at least one of two models has, in order of first appearance. */
export function pairCases(rows: readonly AnswerRow[], { task, a, b, check }: PairWish): CasePair[] {
  const cases = new Map<string, { caseId: string; a: AnswerRow[]; b: AnswerRow[] }>()
  for (const row of rows) {
    const { trial } = row.detail
    if (trial.task !== task || (trial.model !== a && trial.model !== b)) continue
    const pair = cases.get(row.caseKey) ?? { caseId: trial.case, a: [], b: [] }
    cases.set(row.caseKey, pair)
    if (trial.model === a) pair.a.push(row)
    if (trial.model === b) pair.b.push(row)
  }
  return [...cases].map(([key, pair]) => ({ key, ...pair, flip: flipOf(passedShare(pair.a, check), passedShare(pair.b, check)) }))
}

/** The pairs of one kind (`null`: those that differ) whose case has a tag and whose case id or answers hold a text. */
export function filterPairs(
  pairs: readonly CasePair[],
  { flip, tag, query }: { flip: Flip | null; tag: string | null; query: string },
): CasePair[] {
  const wanted = query.trim().toLowerCase()
  return pairs.filter((pair) => {
    const rows = [...pair.a, ...pair.b]
    return (
      (flip === null ? pair.flip === 'only-a' || pair.flip === 'only-b' : pair.flip === flip) &&
      (tag === null || rows.some((row) => row.detail.trial.tags.includes(tag))) &&
      (wanted === '' || rows.some((row) => row.search.includes(wanted)))
    )
  })
}
