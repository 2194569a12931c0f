import { expect, test } from 'vitest'
import { HOSTILE_TEXTS } from '../src/records/testing/hostile-texts.ts'
import { generatedReport } from '../src/report/testing/generated-report.ts'
import { twoTasksReport } from '../src/report/testing/two-tasks-report.ts'
import type { Report } from '../src/schema/report.ts'
import { displayWidth } from './display-width.ts'
import { githubSections } from './github-sections.ts'
import { jsonFormat } from './json.ts'
import { markdownFormat } from './markdown.ts'
import { renderComparison } from './terminal.ts'

const written = async (format: typeof markdownFormat, report: Report): Promise<string> => {
  let text = ''
  for await (const chunk of format.write({ report, records: (async function* () {})() })) text += chunk
  return text
}

const SENTENCE =
  'sim:careful (simulated) leads by the mean of accuracy, f1 over 2 tasks (85.0 % [80.0, 90.0]), but no difference from mini, cold was found; sim:hasty (simulated) is worse.'

test('a terminal shows the ranking over all tasks below them', () => {
  const text = renderComparison(twoTasksReport(), { width: 200, color: false })
  const block = text.split('\n\n').find((each) => each.startsWith('Over all 2 tasks'))
  expect(block).toBe(`Over all 2 tasks\n${SENTENCE}`)
  expect(text).toContain(
    [
      '=1 sim:careful (simulated)  85.0 % [80.0, 90.0]',
      '=1 mini, cold               83.0 % [78.0, 88.0]',
      ' 3 sim:hasty (simulated)    60.0 % [55.0, 65.0]',
      ' – sim:faulty (simulated)                     –',
    ].join('\n'),
  )
})

test('no line of it is wider than a narrow terminal, whatever a label holds', () => {
  for (const label of HOSTILE_TEXTS) {
    const text = renderComparison(twoTasksReport(label), { width: 40, color: false })
    expect(Math.max(...text.split('\n').map(displayWidth))).toBeLessThanOrEqual(40)
  }
})

test('Markdown and GitHub show it above the tasks, JSON as an entry without a task', async () => {
  const markdown = await written(markdownFormat, twoTasksReport())
  expect(markdown).toContain('## Over all tasks\n\n`sim:careful` (simulated) leads by the mean of accuracy, f1 over 2 tasks')
  expect(markdown).toContain('| =1 | `mini, cold` | 83.0 % [78.0, 88.0] |')
  expect(markdown.indexOf('## Over all tasks')).toBeLessThan(markdown.indexOf('## `concepts`'))
  const summary = githubSections({ reports: [twoTasksReport()], comparison: null, problem: null }).flatMap(([first]) => first?.text ?? '')
  expect(summary.join('')).toContain('### Over all tasks of `default`')
  const json = JSON.parse(await written(jsonFormat, twoTasksReport())) as Report
  expect(json.ranking.at(-1)).toMatchObject({ useCase: 'default', metric: 'accuracy, f1' })
})

test('a report of one task says nothing of it', async () => {
  expect(renderComparison(generatedReport(), { width: 120, color: false })).not.toContain('Over all')
  expect(await written(markdownFormat, generatedReport())).not.toContain('Over all')
})
