import { verdictSentence } from '../../report/verdict-sentence.ts'
import type { Report } from '../../schema/report.ts'
import { visibleText } from '../format/visible-text.ts'
import { overallHeadline } from './overall-headline.ts'

/** The answer that the report gives in one sentence: over all tasks, where it ranks models over them, else for a task, of several saying which. */
export function headline(report: Report, task: string, severalTasks: boolean): string {
  const simulated = new Set(report.results.filter((result) => result.simulated).map((result) => result.model))
  // A label that would be misread in a sentence stands in quotes.
  const named = (model: string): string => `${/[\s,;]/.test(model) ? `“${model}”` : model}${simulated.has(model) ? ' (simulated)' : ''}`
  const overall = report.ranking.find(({ useCase }) => useCase !== undefined)
  if (overall !== undefined) return visibleText(overallHeadline(report.results, overall, named))
  const sentence = verdictSentence(report, task, named)
  return visibleText(severalTasks ? `${task}: ${sentence}` : sentence)
}
