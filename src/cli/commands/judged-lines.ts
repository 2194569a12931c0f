import { formatCost } from '../../report/format-metric.ts'
import { judgeSentence } from '../../report/judge-sentence.ts'
import type { JudgedRun } from '../../services/judge-run.ts'
import type { JudgementChange } from '../../services/judgement-changes.ts'
import { shorten } from '../../text/shorten.ts'

/** Most changes that are shown one by one. */
const MOST_SHOWN = 20

/** What is printed when a run was judged again: how much, what it cost, and what has changed. */
export function judgedLines(runId: string, { answers, undecided, changes, judges, spent, notes }: JudgedRun): string[] {
  const sentence = judgeSentence(judges.map((judge) => ({ judge: { ...judge, promptHash: '', at: '' } })))
  const open = undecided === 0 ? [] : [`${undecided} of them with a question that the judge left undecided`]
  return [
    `${runId}: ${count(answers, 'answer')} judged again`,
    ...(sentence === null ? [] : [sentence]),
    ...open,
    `Calls of judges: ${spent.calls}${spent.calls === 0 ? '' : `, ${formatCost(spent.nanoUsd, spent.unpriced)}`} (what was asked before is not asked again)`,
    ...notes,
    ...changeLines(changes),
  ]
}

function changeLines(changes: readonly JudgementChange[]): string[] {
  if (changes.length === 0) return ['No verdict has changed.']
  const kinds = Map.groupBy(changes, ({ task, check, from, to }) => `${task} · ${check}: ${wordOf(from)} → ${wordOf(to)}`)
  const counts = [...kinds].map(([kind, list]) => `  ${kind}, ${count(list.length, 'answer')}`)
  const examples = changes.slice(0, MOST_SHOWN).map(exampleOf)
  const more = changes.length - examples.length
  return [
    `${count(changes.length, 'verdict')} changed:`,
    ...counts,
    ...examples,
    ...(more > 0 ? [`  and ${more} more, all in the report`] : []),
  ]
}

function exampleOf(change: JudgementChange): string {
  const why = change.message === '' ? '' : ` (${shorten(change.message.replaceAll('\n', ' '), 160)})`
  return `  ${change.model} · ${change.case} · trial ${change.trial} · ${change.check}: ${wordOf(change.from)} → ${wordOf(change.to)}${why}`
}

const wordOf = (verdict: JudgementChange['from']): string => verdict ?? 'not there'
const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`
