import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { HOSTILE_TEXTS } from '../src/records/testing/hostile-texts.ts'
import { generatedCheckCount, generatedReport, generatedResult } from '../src/report/testing/generated-report.ts'
import type { Report } from '../src/schema/report.ts'
import { violationsCsvFormat } from './violations-csv.ts'

const render = async (report: Report): Promise<string> => {
  let text = ''
  for await (const chunk of violationsCsvFormat.write({ report, records: (async function* () {})() })) text += chunk
  return text
}

describe('report.violations.csv', () => {
  it('has one row per check and model, with share, interval and examples', async () => {
    const judge = { model: 'sonnet', simulated: false, promptHash: 'p', at: '2026-11-21T05:00:00.000Z', calibrated: false }
    const checks = [
      generatedCheckCount('no-overlap', 18, 2),
      generatedCheckCount('polite', 20, 0, {
        severity: 'warning',
        undecided: 3,
        generated: { category: 'style', reviewed: false, unproven: true },
      }),
    ]
    const text = await render(generatedReport({ results: [generatedResult('mini', 0.9, { checks, judge })] }))
    const [first, second] = parse(text, { columns: true }) as Record<string, string>[]
    expect(first).toMatchObject({
      task: 'concepts',
      model: 'mini',
      simulated: 'false',
      check: 'no-overlap',
      severity: 'critical',
      failed: '2',
    })
    expect(first).toMatchObject({
      passed: '18',
      undecided: '0',
      failedShare: '0.1',
      cases: '20',
      taskJudge: 'sonnet',
      taskJudgeCalibrated: 'false',
    })
    expect(first).toMatchObject({ example1Case: 'lecture-4', example1Trial: '0', example1Found: 'spans 10–30 and 20–40', example2Case: '' })
    expect(first).toMatchObject({ generated: 'false', category: '', reviewed: '', unproven: '' })
    expect(second).toMatchObject({ generated: 'true', category: 'style', reviewed: 'false', unproven: 'true' })
    expect(second).toMatchObject({ check: 'polite', failed: '0', undecided: '3', example1Case: '' })
  })

  it('keeps hostile texts in their cells, none of which begins a formula', async () => {
    const results = HOSTILE_TEXTS.map((text) =>
      generatedResult(text, 0.5, {
        task: text,
        checks: [generatedCheckCount(text, 0, 1)],
        violations: [{ check: text, severity: 'critical', case: text, trial: 0, message: text, found: text, expected: text }],
      }),
    )
    const rows = parse(await render(generatedReport({ results }))) as string[][]
    expect(rows).toHaveLength(HOSTILE_TEXTS.length + 1)
    for (const cell of rows.flat()) {
      expect(cell).not.toMatch(/^\s*[=+@-]/)
      expect(cell).not.toMatch(/[\u0000\u001b\u009b]/)
      expect(cell.isWellFormed()).toBe(true)
    }
  })
})
