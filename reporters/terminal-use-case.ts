import { useCaseTable } from '../src/report/use-case-table.ts'
import { useCaseSentence } from '../src/report/verdict-sentence.ts'
import type { Report } from '../src/schema/report.ts'
import { cutTo, displayWidth, padTo } from './display-width.ts'
import type { Paint } from './paint.ts'
import { wrapText } from './wrap-text.ts'

/** The ranking over the tasks of a use case for a terminal: a sentence and a table. No lines where the report has none. */
export function useCaseLines(report: Report, name: (label: string) => string, width: number, paint: Paint): string[] {
  const rows = useCaseTable(report).map(({ rank, model, score }) => ({ rank, model: name(model), score }))
  if (rows.length === 0) return []
  const widest = (key: keyof (typeof rows)[number]): number => Math.max(...rows.map((row) => displayWidth(row[key])))
  const [ranks, models, scores] = [widest('rank'), widest('model'), widest('score')]
  const sentence = useCaseSentence(report, name)
  const tasks = new Set(report.results.map(({ task }) => task)).size
  return [
    paint.bold(`Over all ${tasks} tasks`),
    ...(sentence === null ? [] : wrapText(sentence, width)),
    '',
    ...rows.map(({ rank, model, score }) => {
      const room = Math.max(1, Math.min(models, width - ranks - scores - 3))
      const line = cutTo(`${padTo(rank, ranks, 'right')} ${padTo(cutTo(model, room), room)}  ${padTo(score, scores, 'right')}`, width)
      return rank === '1' || rank === '=1' ? paint.bold(line) : line
    }),
  ]
}
