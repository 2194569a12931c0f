import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { githubSections } from '../../reporters/github-sections.ts'
import { fitSections } from '../../reporters/fit-sections.ts'
import { markdownFormat } from '../../reporters/markdown.ts'
import { renderComparison } from '../../reporters/terminal.ts'
import { compareRuns } from '../comparison/compare-runs.ts'
import { generatedCheck, generatedTask } from '../records/testing/generated-records.ts'
import type { GeneratedTrial } from '../records/testing/generated-records.ts'
import type { Baseline } from '../schema/baseline.ts'
import { reportSchema } from '../schema/report.ts'
import type { Report } from '../schema/report.ts'
import type { Gate } from '../schema/task.ts'
import { buildReport } from './build-report.ts'
import { scoreRun } from './score-run.ts'
import { writtenRun } from './testing/written-run.ts'

const root = mkdtempSync(path.join(tmpdir(), 'taskbench-bad-input-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let count = 0

const MODELS = ['sim:careful', 'sim:hasty']
const threshold: Gate = { metric: 'accuracy', min: 0.5, bound: 'interval', undecided: 'fail' }
const regression: Gate = { metric: 'accuracy', baseline: 'main', bound: 'interval', undecided: 'fail' }

const of = (cases: number, one: (index: number, model: string) => Partial<GeneratedTrial>): GeneratedTrial[] =>
  MODELS.flatMap((model) => Array.from({ length: cases }, (_, index) => ({ model, case: `case-${index}`, ...one(index, model) })))

/** A run with two gates, held against a baseline; every format can show it. */
async function run(trials: GeneratedTrial[], cases: number, main?: Baseline): Promise<{ report: Report; scores: Baseline; text: string }> {
  const tasks = [generatedTask({ cases, planned: cases, gates: [threshold, regression], primary: 'accuracy' })]
  const store = await writtenRun(path.join(root, String(++count)), { tasks, trials })
  const report = await buildReport({ store, baselines: () => (main ? { kind: 'found', baseline: main } : { kind: 'absent' }) })
  const scores = await scoreRun([store])
  await store.close()
  expect(reportSchema.parse(report)).toEqual(report)
  let text = renderComparison(report, { width: 100, color: false })
  for await (const chunk of markdownFormat.write({ report, records: (async function* () {})() })) text += chunk
  expect(text).not.toMatch(/NaN|Infinity|undefined/)
  return { report, scores, text }
}
const verdicts = ({ gates }: Report): string[] => gates.map(({ verdict }) => verdict)
const lost: Partial<GeneratedTrial> = {
  over: {
    status: 'errored',
    counts: 'missing',
    verdict: 'undecided',
    checks: [],
    costNanoUsd: null,
    latencyMs: null,
    error: { kind: 'rate-limit', message: 'too many requests' },
  },
}

test('one case decides nothing, for or against', async () => {
  const { scores: main } = await run(
    of(1, () => ({ right: true })),
    1,
  )
  const { report } = await run(
    of(1, (_, model) => ({ right: model === 'sim:careful' })),
    1,
    main,
  )
  expect(verdicts(report)).toEqual(['undecided', 'undecided', 'undecided', 'undecided'])
  expect(report.comparisons[0]).toMatchObject({ n: 1, verdict: 'no difference found', smallestDetectable: null })
  expect(report.ranking[0]?.entries.map(({ tiedWithBest }) => tiedWithBest)).toEqual([true, true])
})

test('where all was lost there is no value, no rank and no verdict, and the reason is told', async () => {
  const { scores: main } = await run(
    of(30, () => ({ right: true })),
    30,
  )
  const { report, text, scores } = await run(
    of(30, () => lost),
    30,
    main,
  )
  expect(report.results[0]?.metrics['accuracy']).toMatchObject({ value: null, low: null, high: null, reason: 'no trial was answered' })
  expect(report.ranking[0]?.entries).toMatchObject([{ score: null }, { score: null }])
  expect(report.comparisons[0]).toMatchObject({ n: 0, difference: null, verdict: 'undecided' })
  expect(verdicts(report)).toEqual(['undecided', 'undecided', 'undecided', 'undecided'])
  expect(text).toContain('No model can be ranked by accuracy: no trial was answered.')
  const against = compareRuns(main, scores, { seed: 1, flips: 3, margin: 0.1 })
  expect(against.tasks[0]?.models.flatMap(({ metrics }) => metrics.map(({ verdict }) => verdict))).not.toContain('worse')
})

test('a model that lost much is undecided where the others are not', async () => {
  const { scores: main } = await run(
    of(40, () => ({ right: true })),
    40,
  )
  const { report } = await run(
    of(40, (index, model) => (model === 'sim:hasty' && index < 8 ? lost : { right: true })),
    40,
    main,
  )
  expect(report.gates.map(({ model, verdict, reason }) => [model, verdict, reason])).toEqual([
    ['sim:careful', 'passed', null],
    ['sim:careful', expect.stringMatching(/passed|undecided/), expect.anything()],
    ['sim:hasty', 'undecided', '8 of 40 cases are missing, expected at most 5 %'],
    ['sim:hasty', 'undecided', expect.stringMatching(/^8 of 40 cases are missing on one side/)],
  ])
  expect(report.ranking[0]?.entries.at(-1)).toMatchObject({ model: 'sim:hasty', tiedWithBest: null })
})

test('without any variance nothing is found, no interval is a point, and no gate passes for want of spread', async () => {
  const { report, scores: main } = await run(
    of(10, () => ({ right: true })),
    10,
  )
  expect(report.comparisons[0]).toMatchObject({ difference: 0, pValue: 1, verdict: 'no difference found', smallestDetectable: null })
  const { report: again } = await run(
    of(10, () => ({ right: true })),
    10,
    main,
  )
  const [min, baseline] = again.gates
  expect(min).toMatchObject({ verdict: 'passed', value: 1, high: 1 })
  expect(min?.low).toBeLessThan(0.8)
  expect(baseline).toMatchObject({ verdict: 'undecided', value: 0 })
})

test('a model that one run lacks is named and not compared, and its gate does not pass', async () => {
  const both = await run(
    of(30, () => ({ right: true })),
    30,
  )
  const main = {
    ...both.scores,
    tasks: both.scores.tasks.map((task) => ({ ...task, models: task.models.filter(({ model }) => model === 'sim:careful') })),
  }
  const [task] = compareRuns(main, both.scores, { seed: 1, flips: 3, margin: null }).tasks
  expect(task).toMatchObject({ onlyA: [], onlyB: ['sim:hasty'], models: [{ model: 'sim:careful' }] })
  const { report } = await run(
    of(30, () => ({ right: true })),
    30,
    main,
  )
  expect(report.gates.at(-1)).toMatchObject({
    model: 'sim:hasty',
    verdict: 'undecided',
    reason: 'the baseline main has no model sim:hasty in triage: set it with `taskbench baseline set RUN`',
  })
})

test('10,000 failing checks are counted, the worst are shown, and no place is flooded by them', async () => {
  const checks = (index: number) => Array.from({ length: 250 }, (_, check) => generatedCheck('failed', { name: `check ${index} ${check}` }))
  const { report, text } = await run(
    of(20, (index, model) => ({ right: false, over: { verdict: 'failed', checks: checks(index + (model === 'sim:hasty' ? 20 : 0)) } })),
    20,
  )
  expect(report.results.reduce((sum, result) => sum + result.checks.reduce((all, { failed }) => all + failed, 0), 0)).toBe(10_000)
  for (const { violations } of report.results) expect(violations).toHaveLength(300)
  const terminal = renderComparison(report, { width: 100, color: false })
  expect(terminal).toContain('and 9995 more in the report')
  expect(terminal.split('\n').length).toBeLessThan(60)
  expect(text).toContain('- and 9800 more, which stand in report.json')
  expect(text.length).toBeLessThan(300_000)
  const sections = githubSections({ reports: [report], comparison: null, problem: null })
  const summary = fitSections(sections, 60_000, (left) => `left out: ${left.join(', ')}`)
  expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(60_000)
  expect(summary).toContain('### `triage`')
  expect(summary).toContain('left out: examples of failed checks')
})
