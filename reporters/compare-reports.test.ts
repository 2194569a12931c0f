import { expect, test } from 'vitest'
import type { RunComparison } from '../src/schema/run-comparison.ts'
import { runComparisonSchema } from '../src/schema/run-comparison.ts'
import { compareRuns } from '../src/comparison/compare-runs.ts'
import { baselineOf, casesOf, rightThenWrong, taskOf } from '../src/comparison/testing/baselines.ts'
import { runComparisonMarkdown } from './compare-markdown.ts'
import { renderRunComparison } from './compare-terminal.ts'
import { baselineLines } from './baseline-lines.ts'
import { displayWidth } from './display-width.ts'

const HOSTILE = '\u001b[2J`|<script>alert(1)</script>\u202e @everyone ![x](http://evil)\n# head \\| ``` 表'.repeat(3)

const comparison = (over: Partial<RunComparison> = {}): RunComparison => {
  const side = {
    kind: 'run',
    from: 'latest (x)',
    runId: 'x',
    startedAt: '2026-11-21T04:55:12.000Z',
    status: 'complete',
    commit: 'fdc3a9b0c1d2e3f4',
    dirty: true,
  } as const
  const a = baselineOf([taskOf({ one: rightThenWrong(30, 10), gone: [1] })])
  const b = baselineOf([taskOf({ one: rightThenWrong(12, 28) }, { promptHash: 'other' })])
  const compared = compareRuns(a, b, { seed: 1, flips: 2, margin: null })
  return { schema: 'taskbench/comparison@1', a: side, b: side, ...compared, notes: [], ...over }
}

/** Every text in a comparison, replaced. */
const withTexts = (found: RunComparison, text: string): RunComparison =>
  ({
    ...found,
    a: { ...found.a, from: text, commit: text, startedAt: text },
    onlyA: [text],
    notes: [text],
    changes: [{ what: text, a: text, b: text }],
    tasks: found.tasks.map((task) => ({
      ...task,
      task: text,
      onlyA: [text],
      cases: { ...task.cases, onlyA: { count: 1, names: [text] } },
      changes: [{ what: text, a: text, b: text }],
      prompt: { case: text, lines: [`- ${text}`, `+ ${text}`] },
      models: task.models.map((model) => ({
        ...model,
        model: text,
        changes: [{ what: text, a: text, b: text }],
        metrics: model.metrics.map((metric) => ({ ...metric, metric: text, reason: text })),
        flips: {
          ...model.flips,
          shown: model.flips.shown.map((flip) => ({
            ...flip,
            case: text,
            a: { ...flip.a, answer: text, failed: [text] },
            b: { ...flip.b, answer: '' },
          })),
        },
      })),
    })),
  }) as RunComparison

test('a comparison fits its published schema', () => {
  expect(runComparisonSchema.parse(comparison())).toEqual(comparison())
})

test('the terminal shows verdict, figures, what is not compared and the cases that changed', () => {
  const text = renderRunComparison(comparison({ onlyB: ['fresh'], notes: ['Both sides are of the same run.'] }), {
    width: 80,
    color: false,
  })
  expect(text).toContain('one (simulated) by accuracy: worse\n  75.0 % → 30.0 %, −45.0 points [−60.2, −30.7], p < 0.001')
  expect(text).toContain('Task only in B, not compared: fresh')
  expect(text).toContain('gone is only in A and is not compared')
  expect(text).toContain('Cases: 18 worse, 0 better, 22 the same')
  expect(text).toContain('    c12: worse, 1 → 0\n      A: (answer not kept)\n      B: (answer not kept)\n')
  expect(text).toContain('and 16 more (--flips)')
  expect(text).toContain('Both sides are of the same run.')
})

test('a metric whose difference finds no room in its row keeps its verdict; the difference stands below', () => {
  const scored = (cost: number) =>
    casesOf(rightThenWrong(20, 20)).map((each, i) => ({ ...each, scores: { ...each.scores, cost: cost + i * 1e-8, latency: 200 + i } }))
  const task = (cost: number) => taskOf({ one: scored(cost) }, { metrics: ['accuracy', 'cost', 'latency'] })
  const { tasks } = compareRuns(baselineOf([task(0.000012)]), baselineOf([task(0.000014)]), { seed: 1, flips: 0, margin: null })
  const lines = (width: number) => renderRunComparison(comparison({ tasks }), { width, color: false }).split('\n')
  const [head, below] = lines(56).slice(lines(56).findIndex((line) => line.startsWith('  cost')))
  expect(head).toMatch(/^ {2}cost {5}\$0\.0000\d+ → \$0\.0000\d+ {2}worse$/)
  expect(below).toMatch(/^ {6}\+\$0\.000002 \[\$0\.\d+, \$0\.\d+\]$/)
  expect(lines(120).find((line) => line.startsWith('  latency'))).toMatch(/ms → 220 ms +– +\+0 ms \[/)
})

test.each([40, 80, 120])('no line is wider than %d columns, whatever the texts', (width) => {
  for (const found of [comparison(), withTexts(comparison(), HOSTILE)]) {
    const lines = renderRunComparison(found, { width, color: false }).split('\n')
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(width)
  }
})

test('nothing from a model or a task reaches the terminal as a control character', () => {
  expect(renderRunComparison(withTexts(comparison(), HOSTILE), { width: 80, color: false })).not.toMatch(
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/,
  )
})

test('colours mark verdicts where they are wanted', () => {
  expect(renderRunComparison(comparison(), { width: 80, color: true })).toContain('\u001b[31mone (simulated) by accuracy: worse\u001b[39m')
})

test('two runs without a task in common say so', () => {
  expect(renderRunComparison(comparison({ tasks: [] }), { width: 80, color: false })).toContain(
    'The two have no task in common: nothing is compared.',
  )
  expect(runComparisonMarkdown(comparison({ tasks: [] }))).toContain('The two have no task in common: nothing is compared.')
})

test('without a difference the smallest that would have been found is said', () => {
  const a = baselineOf([taskOf({ one: rightThenWrong(100, 100) })])
  const b = baselineOf([taskOf({ one: [...rightThenWrong(90, 10), ...rightThenWrong(12, 88)] })])
  const found = comparison(compareRuns(a, b, { seed: 1, flips: 0, margin: null }))
  expect(renderRunComparison(found, { width: 80, color: false })).toMatch(
    /no difference found \(6\.7 points would have been\s+found 4 times in 5\)/,
  )
})

test('Markdown has a table of all metrics, and of the cases that changed', () => {
  const text = runComparisonMarkdown(comparison())
  expect(text).toContain('**worse** by accuracy (75.0 % → 30.0 %, −45.0 points [−60.2, −30.7], p < 0.001).')
  expect(text).toContain('| accuracy (primary) | 75.0 % | 30.0 % | −45.0 points [−60.2, −30.7] | < 0.001 | worse | 40 |  |')
  expect(text).toContain('| `c12` | worse | 1: (answer not kept) | 0: (answer not kept) |')
  expect(text).toContain('| prompt | `prompt` | `other` |')
})

test('nothing from a model or a task is markup in Markdown', () => {
  const text = runComparisonMarkdown(withTexts(comparison(), HOSTILE))
  const outside = text.replaceAll(/^(`{3,})diff\n[\s\S]*?^\1$/gm, '').replaceAll(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '')
  expect(outside).not.toMatch(/<script|!\[|@everyone|# head/)
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
})

test('a baseline is shown with its run, and by task and model its cases and the primary score', () => {
  const missing = casesOf([...rightThenWrong(15, 4), null])
  const lines = baselineLines(baselineOf([taskOf({ one: missing })], { status: 'incomplete', dirty: true }), 80)
  expect(lines).toEqual([
    'Run 20261121t045512z-aaaaaa of 2026-11-21T04:55, incomplete, commit fdc3a9b0',
    '  with changes',
    '',
    'triage · 20 cases, 3 trials each',
    '  one (simulated): accuracy 78.9 % [56.7, 91.5], 1 case missing',
  ])
})

test('a baseline of a run that stopped early counts what was not asked apart from what is missing', () => {
  const baseline = baselineOf([taskOf({ one: [1, 1, 1, null] }, { planned: 10 })])
  for (const model of baseline.tasks[0]?.models ?? []) model.notAsked = 5
  expect(baselineLines(baseline, 120).at(-1)).toMatch(/, 2 cases missing, stopped early: 5 cases not asked$/)
})
