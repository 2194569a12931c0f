import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { HOSTILE_TEXTS } from '../src/records/testing/hostile-texts.ts'
import { generatedCheckCount, generatedMetric, generatedReport, generatedResult } from '../src/report/testing/generated-report.ts'
import type { Report, Result } from '../src/schema/report.ts'
import type { MetricComparison, RunComparison } from '../src/schema/run-comparison.ts'
import { addSummary, commentMark, COMMENT_BYTES, githubComment, githubSummary, SUMMARY_BYTES } from './github.ts'

const alone = (...reports: Report[]) => ({ reports, comparison: null, problem: null })
/** What GitHub would take as Markdown or HTML: the text outside of code spans, and of what our own folding puts into code. */
const outsideCode = (text: string): string =>
  text
    .split('\n')
    .map((line) => (line.startsWith('<details>') ? line.replaceAll(/<code>.*?<\/code>/g, '') : line))
    .map((line) => line.replaceAll(/<\/?(details|summary)>/g, '').replaceAll(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, ''))
    .join('\n')

const metric = (over: Partial<MetricComparison> = {}): MetricComparison => ({
  metric: 'f1',
  primary: true,
  unit: 'share',
  direction: 'higher',
  a: 0.9,
  b: 0.7,
  n: 20,
  missing: 0,
  difference: -0.2,
  low: -0.3,
  high: -0.1,
  level: 0.95,
  pValue: 0.001,
  adjustedPValue: 0.002,
  method: 'sign flips',
  verdict: 'worse',
  smallestDetectable: 0.1,
  margin: null,
  reason: null,
  ...over,
})

const side = (text: string) => ({
  kind: 'baseline' as const,
  from: text,
  runId: text,
  startedAt: text,
  status: 'complete',
  commit: text,
  dirty: true,
})

const comparison = (text: string, models = 1, verdict: MetricComparison['verdict'] = 'worse'): RunComparison => ({
  schema: 'taskbench/comparison@1',
  a: side(text),
  b: side(text),
  changes: [{ what: text, a: text, b: text }],
  tasks: [
    {
      task: text,
      useCase: 'default',
      primary: 'f1',
      cases: { paired: 20, byId: 1, onlyA: { count: 30, names: [text, text] }, onlyB: { count: 1, names: [text] } },
      changes: [{ what: text, a: text, b: text }],
      prompt: null,
      models: Array.from({ length: models }, (_, index) => ({
        model: `${text} ${index}`,
        simulated: false,
        changes: [],
        metrics: [metric({ verdict, reason: text })],
        flips: {
          worse: 6,
          better: 1,
          same: 13,
          shown: [
            { case: text, change: 'worse', a: { score: 1, answer: text, failed: [] }, b: { score: 0, answer: text, failed: [text] } },
          ],
        },
      })),
      onlyA: [text],
      onlyB: [text],
    },
  ],
  onlyA: [text],
  onlyB: [text],
  notes: [text],
})

/** A report of many tasks, each with many failing checks. */
function largeReport(tasks: number, checks: number): Report {
  const results: Result[] = Array.from({ length: tasks }, (_, index) =>
    generatedResult('sim:careful', 0.5, {
      task: `task-${index}`,
      checks: Array.from({ length: checks }, (__, number) => generatedCheckCount(`check ${number}`, 3, 17)),
      violations: [{ check: 'check 0', severity: 'critical', case: 'x', trial: 0, message: 'ä'.repeat(400) }],
    }),
  )
  const [gate] = generatedReport().gates
  const gates = results.map(({ task }) => ({ ...(gate as Report['gates'][number]), task, verdict: 'failed' as const }))
  return { ...generatedReport({ results, gates }), ranking: [] }
}

describe('what GitHub is shown of a run', () => {
  it('says first how it came out, then what it is against the baseline, then which gates did not pass', () => {
    const text = githubSummary({ reports: [generatedReport()], comparison: comparison('main'), problem: null })
    expect(text).toMatch(
      /^## ❌ Evaluation: 1 gate failed, \d+ tests failed, 1 gate undecided, 1 gate passed\n\nRun `20261121t045512z-x7k2q9` · \*\*complete\*\*/,
    )
    const parts = [
      '### Against `main`',
      '| `main` | `main 0` | `f1` | 90.0 % | 70.0 % |',
      '### Gates that did not pass',
      '| ❌ failed |',
      '| ⚠️ undecided |',
      '### `concepts`',
    ]
    expect(parts.map((part) => text.indexOf(part))).toEqual(parts.map((part) => text.indexOf(part)).toSorted((a, b) => a - b))
    expect(parts.filter((part) => !text.includes(part))).toEqual([])
    expect(text).toContain('**worse**: `main`')
    expect(text).toContain('<details><summary>Cases that changed: 6 worse, 1 better · <code>main</code> · <code>main 0</code></summary>')
    expect(text).not.toContain('Left out')
  })

  it('is green only where all passed, and says why there is no comparison', () => {
    const [gate] = generatedReport().gates
    const passed = generatedReport({
      gates: gate ? [gate] : [],
      results: [generatedResult('sim:careful', 0.9, { tests: { passed: 20, failed: 0, skipped: 0 } })],
    })
    expect(githubSummary(alone(passed))).toMatch(/^## ✅ Evaluation: 1 gate passed\n/)
    const stopped = { ...passed, run: { ...passed.run, status: 'incomplete' as const, stopReason: 'the <b>budget</b> is used up' } }
    const text = githubSummary({ ...alone(stopped), problem: 'there is no <i>baseline</i>' })
    expect(text).toMatch(/^## ⚠️ Evaluation: incomplete, 1 gate passed\n/)
    expect(text).toContain('**incomplete**: `the <b>budget</b> is used up`')
    expect(text).toContain('Not compared with a baseline: `there is no <i>baseline</i>`')
    expect(githubSummary(alone())).toContain('nothing was evaluated')
  })

  it('shows gates of the whole run once, whatever the number of use cases', () => {
    const gate = {
      rule: 'cost ≤ $1',
      useCase: null,
      model: null,
      unit: 'USD',
      value: 2,
      low: null,
      high: null,
      verdict: 'failed' as const,
      casesNeeded: null,
      reason: 'it cost $2',
      undecided: 'warn' as const,
    }
    const report = { ...generatedReport({ gates: [] }), runGates: [gate] }
    const text = githubSummary(alone(report, report))
    expect(text.match(/cost ≤ \$1/g)).toHaveLength(1)
    expect(text).toContain('1 gate failed')
  })

  it('keeps hostile texts in code, one line each', () => {
    const results = HOSTILE_TEXTS.map((text, index) =>
      generatedResult(text, index / 20, {
        task: text,
        checks: [generatedCheckCount(text, 0, 1, { undecided: 1 })],
        violations: [{ check: text, severity: 'critical', case: text, trial: 0, message: text, found: text, expected: text }],
        errors: [{ kind: 'transient', count: 1, example: text }],
        metrics: { f1: generatedMetric(null, { reason: text }) },
      }),
    )
    const gates = HOSTILE_TEXTS.map((text) => ({
      task: text,
      model: text,
      metric: text,
      rule: text,
      value: 1,
      low: 0,
      high: 1,
      verdict: 'failed' as const,
      casesNeeded: null,
      reason: text,
    }))
    for (const hostile of HOSTILE_TEXTS) {
      const text = githubSummary({
        reports: [generatedReport({ results, ranking: [], gates })],
        comparison: comparison(hostile),
        problem: hostile,
      })
      const outside = outsideCode(text)
      for (const forbidden of ['<', '](', '@everyone', '\u001b', '\u202e', '\n# heading', '```']) expect(outside).not.toContain(forbidden)
      expect(text).not.toMatch(/<(script|img)(?=[^`]*<\/summary>)/)
      expect(text.isWellFormed()).toBe(true)
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
    }
  })
})

describe('limits of GitHub', () => {
  it('a summary of 50,000 failing checks fits, and says what is left out', () => {
    const text = githubSummary({ reports: [largeReport(500, 100)], comparison: comparison('x'.repeat(80), 3_000), problem: null })
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(SUMMARY_BYTES)
    expect(Buffer.byteLength(text)).toBeGreaterThan(SUMMARY_BYTES / 4)
    expect(text).toMatch(
      /\n> Left out, for a job summary holds at most 1024 KiB: answers of cases that changed, .*\. The report has everything\.\n$/,
    )
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length)
  })

  it('a comment is at most 65,536 characters, keeps the verdict and the gates that failed, and says what is left out', () => {
    const text = githubComment({ reports: [largeReport(300, 40)], comparison: comparison('y', 500, 'no difference found'), problem: null })
    expect(text.length).toBeLessThanOrEqual(COMMENT_BYTES)
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(COMMENT_BYTES)
    expect(text).toMatch(/^<!-- taskbench:evals -->\n## ❌ Evaluation: 300 gates failed/)
    expect(text).toContain('### Gates that did not pass')
    expect(text).toContain('480 of 500 rows are not shown.')
    expect(text).toMatch(/> Left out, for a comment holds at most 64 KiB: /)
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length)
  })

  it('the mark of a comment is a name that cannot end it', () => {
    expect(commentMark('nightly.evals')).toBe('<!-- taskbench:nightly.evals -->')
    for (const name of ['', 'x --><b>', 'a--b', 'A', 'a\nb'])
      expect(() => commentMark(name)).toThrow(
        expect.objectContaining({ kind: 'config', message: `Found ${JSON.stringify(name)} as the name of a comment` }),
      )
  })

  it('a summary goes after what is there, within the room that is left', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'taskbench-summary-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const file = join(folder, 'summary.md')
    expect(await addSummary(file, alone(generatedReport()))).toEqual([])
    const once = readFileSync(file, 'utf8')
    writeFileSync(file, '#'.repeat(SUMMARY_BYTES - 1_500))
    expect(await addSummary(file, alone(generatedReport()))).toEqual([])
    expect(readFileSync(file).length).toBeLessThanOrEqual(SUMMARY_BYTES)
    expect(readFileSync(file, 'utf8').includes('Left out')).toBe(true)
    writeFileSync(file, '#'.repeat(SUMMARY_BYTES))
    expect(await addSummary(file, alone(generatedReport()))).toEqual([
      `the job summary is full (${SUMMARY_BYTES} bytes): the run is not in it`,
    ])
    expect(readFileSync(file).length).toBe(SUMMARY_BYTES)
    expect(once).toMatch(/^## /)
    mkdirSync(join(folder, 'taken'))
    await expect(addSummary(join(folder, 'taken'), alone(generatedReport()))).rejects.toMatchObject({
      kind: 'config',
      message: expect.stringContaining('a folder has its name'),
    })
  })
})
