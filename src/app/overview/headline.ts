import { verdictSentence } from '../../report/verdict-sentence.ts'
import type { Report } from '../../schema/report.ts'
import { visibleText } from '../format/visible-text.ts'

/** The answer that the report gives for a task, in one sentence; of several tasks it says which. */
export function headline(report: Report, task: string, severalTasks: boolean): string {
  const simulated = new Set(report.results.filter((result) => result.simulated).map((result) => result.model))
  // A label that would be misread in a sentence stands in quotes.
  const named = (model: string): string => `${/[\s,;]/.test(model) ? `“${model}”` : model}${simulated.has(model) ? ' (simulated)' : ''}`
  const sentence = verdictSentence(report, task, named)
  return visibleText(severalTasks ? `${task}: ${sentence}` : sentence)
}
