import type { BenchmarkCell, BenchmarkComparison, FigureName } from '../../schema/benchmark-report.ts'

type Verdict = BenchmarkComparison['verdict']

const TURNED: Record<Verdict, Verdict> = { faster: 'slower', slower: 'faster', same: 'same', undecided: 'undecided' }
const WORDS: Record<Verdict, (count: number) => string> = {
  faster: (count) => `faster than ${count}`,
  same: (count) => `same as ${count}`,
  slower: (count) => `slower than ${count}`,
  undecided: (count) => `undecided against ${count}`,
}

/** What comparisons at the same load say of a cell against each other model. */
export function standingOf(cell: BenchmarkCell, comparisons: readonly BenchmarkComparison[], figure: FigureName): Map<string, Verdict> {
  const found = new Map<string, Verdict>()
  for (const each of comparisons) {
    if (each.scenario !== cell.scenario || each.step !== cell.step.index || each.figure !== figure) continue
    if (each.b === cell.model) found.set(each.a, each.verdict)
    else if (each.a === cell.model) found.set(each.b, TURNED[each.verdict])
  }
  return found
}

/** The same in words, counted: "faster than 2, same as 1"; empty where nothing was compared. */
export function standingWords(standing: ReadonlyMap<string, Verdict>): string {
  const verdicts = [...standing.values()]
  return (Object.keys(WORDS) as Verdict[])
    .map((verdict) => [verdict, verdicts.filter((each) => each === verdict).length] as const)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => WORDS[verdict](count))
    .join(', ')
}
