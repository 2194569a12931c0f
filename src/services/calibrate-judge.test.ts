import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { githubSummary } from '../../reporters/github.ts'
import { markdownFormat } from '../../reporters/markdown.ts'
import { renderComparison } from '../../reporters/terminal.ts'
import { generatedCheck, generatedTask, RUN_ID } from '../records/testing/generated-records.ts'
import { buildReport } from '../report/build-report.ts'
import { writtenRun } from '../report/testing/written-run.ts'
import { reportSchema } from '../schema/report.ts'
import type { Report } from '../schema/report.ts'
import { calibrateJudge } from './calibrate-judge.ts'
import type { VerdictLabel } from './read-labels.ts'

const root = mkdtempSync(path.join(tmpdir(), 'taskbench-calibrate-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const judge = { model: 'referee', simulated: false, promptHash: 'v1', at: '2026-11-21T05:00:00.000Z' }
const caseOf = (index: number): string => `case-${String(index).padStart(2, '0')}`
/** Of 40 answers the judge passed 30. */
const trials = Array.from({ length: 40 }, (_, index) => {
  const verdict = index < 30 ? 'passed' : 'failed'
  return { case: caseOf(index), over: { judge, checks: [generatedCheck(verdict, { name: 'polite', kind: 'judge' })] } }
})
/** People fail the first ten as well. */
const labels: VerdictLabel[] = trials.map(({ case: id }, index) => ({
  task: 'triage',
  model: 'sim:careful',
  case: id,
  trial: 0,
  check: 'polite',
  label: index >= 10 && index < 30 ? 'passed' : 'failed',
  line: index + 1,
}))

const textOf = async (report: Report): Promise<string> => {
  let text = ''
  for await (const chunk of markdownFormat.write({ report, records: (async function* () {})() })) text += chunk
  return text
}

test('once a judge was calibrated, reports show the pass rates of its checks corrected beside the raw ones', async () => {
  const store = await writtenRun(root, { tasks: [generatedTask({ models: ['sim:careful'], cases: 40 })], trials })
  const before = await buildReport({ store })
  expect(before.results[0]?.checks[0]).not.toHaveProperty('corrected')
  await calibrateJudge({ resultsFolder: root, runId: RUN_ID, useCases: ['default'], labels, seed: 1 })
  const report = await buildReport({ store })
  await store.close()
  expect(reportSchema.parse(report)).toEqual(report)
  expect(report.results[0]?.checks[0]).toEqual({ ...before.results[0]?.checks[0], corrected: expect.anything() })
  expect(report.results[0]?.checks[0]?.corrected).toMatchObject({
    value: expect.closeTo(0.5, 12),
    labels: 40,
    labelsOf: 'check',
    sensitivity: { value: 1, n: 20 },
    specificity: { value: 0.5, n: 20 },
  })
  expect(renderComparison(report, { width: 400, color: false })).toMatch(
    /polite · sim:careful: passed 75\.0 % \[[\d., ]+\] as judged, 50\.0 % \[[\d., ]+\] corrected for the judge's errors \(sensitivity 100\.0 % \[.+\], specificity 50\.0 % \[.+\], 40 labels of this check\)/,
  )
  expect(await textOf(report)).toMatch(
    /\| `sim:careful` \| `polite` \| 75\.0 % \[.+\] \| 50\.0 % \[.+\] \| 100\.0 % .* \| 40 labels of this check \|/,
  )
  const summary = githubSummary({ reports: [report], comparison: null, problem: null })
  expect(summary).toContain('Judged by `referee` (calibrated): judge error not included.')
  expect(summary).toMatch(/\| `sim:careful` \| `polite` \| 75\.0 % \[.+\] \| 50\.0 % \[.+\] \|/)
})
