import { AxeBuilder } from '@axe-core/playwright'
import { stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserIsThere, startReportBrowser } from '../../../fixtures/report-browser.ts'
import type { ReportBrowser } from '../../../fixtures/report-browser.ts'
import { writeBenchmarkPage } from '../../../reporters/html/write-benchmark-page.ts'
import type { BenchmarkReport } from '../../schema/benchmark-report.ts'
import { formatLocation } from '../location/app-location.ts'
import { sampleBenchmark, SPEED_MODELS } from '../testing/sample-benchmark.ts'

const HOSTILE = '</script><script>window.broken = true</script><img src=x onerror="window.broken = true">\u202ehidden\u0000'
const MANY = Array.from({ length: 50 }, (_, index) => ({
  ...(SPEED_MODELS[index % 4] as (typeof SPEED_MODELS)[0]),
  label: `model-${index}`,
}))

/** The same report with every word in it taken from elsewhere. */
function hostileBenchmark(): BenchmarkReport {
  const report = sampleBenchmark({
    scenarios: [HOSTILE],
    models: SPEED_MODELS.map((model, index) => ({ ...model, label: `${index}${HOSTILE}`, failing: 0.1 })),
  })
  return {
    ...report,
    run: { ...report.run, status: 'interrupted', stopReason: HOSTILE, commit: HOSTILE, profiles: [HOSTILE] },
    cells: report.cells.map((cell) => ({
      ...cell,
      notes: [HOSTILE],
      step: { ...cell.step, label: HOSTILE },
      errors: cell.errors.map((error) => ({ ...error, message: HOSTILE })),
      validity: { ...cell.validity, suspect: true, reasons: [HOSTILE] },
    })),
    comparisons: report.comparisons.map((comparison) => ({ ...comparison, method: HOSTILE })),
    recommendations: report.recommendations.map((advice) => ({
      ...advice,
      text: HOSTILE,
      figures: [{ label: HOSTILE, value: 1, unit: HOSTILE }],
    })),
  }
}

describe.skipIf(!browserIsThere)('the report of a benchmark in a browser', { timeout: 30_000 }, () => {
  let reports: ReportBrowser
  let sample: string
  let few: string
  const write = (name: string, report: BenchmarkReport) => reports.writePage(name, (template) => writeBenchmarkPage(report, template))

  beforeAll(async () => {
    reports = await startReportBrowser()
    sample = await write('sample.html', sampleBenchmark({}))
    few = await write('few.html', sampleBenchmark({ models: SPEED_MODELS.slice(2), scenarios: ['chat'] }))
  }, 60_000)

  afterAll(() => reports?.close())

  it('says on one screen which model is fast, at what load and cost, and how sure, without an error, a violation of its policy or a request', async () => {
    const { page, problems } = await reports.open(sample)
    await page.getByRole('heading', { level: 2, name: /^chat: haiku is fastest, latency .* faster than all 3 others$/ }).waitFor()
    const summary = page.getByRole('table', { name: 'Models by scenario' })
    expect(await summary.locator('tbody').count()).toBe(3)
    const row = summary.getByRole('row', { name: /^mini, cold faster than 1, same as 1, slower than 1 4 at once/ }).first()
    expect(await row.innerText()).toMatch(/ms\s+\[\d+, \d+ ms\][^]*\$0\.42\s+2\s+of 242/)
    expect(await summary.getByText('knee of 6').count()).toBe(4)
    expect(await page.getByText('1 of 4 models of this benchmark is simulated: sim:steady').count()).toBe(1)
    expect(await page.getByText('3 of 32 measurements: the machine that measured may be what was measured').count()).toBe(1)
    expect(await page.getByText('Take haiku for chat:').count()).toBe(1)
    expect(problems).toEqual([])
  })

  it('shows each scenario in depth, each figure with its words and a table', async () => {
    const { page, problems } = await reports.open(sample)
    await page
      .getByRole('img', { name: /^First token: share of requests up to each value\. haiku: 50 % up to \d+ ms, 95 % up to / })
      .waitFor()
    const tokens = page.getByRole('table', { name: 'Percentiles of first token' })
    expect(await tokens.getByText('needs n ≥ 299').count()).toBe(4)
    await page.getByLabel('Figure', { exact: true }).selectOption('Output tokens')
    await page.getByRole('table', { name: 'Percentiles of output tokens' }).waitFor()
    expect(await page.getByRole('img', { name: /^Latency over time, haiku: p50 from .* first token p50 from / }).count()).toBe(1)
    await page.getByLabel('Model', { exact: true }).selectOption('sonnet')
    expect(await page.getByRole('img', { name: /over time, sonnet/ }).count()).toBeGreaterThanOrEqual(3)
    expect(
      await page
        .getByRole('table', { name: 'Errors by kind' })
        .getByRole('row', { name: /^rate-limited 7 .* sonnet/ })
        .count(),
    ).toBe(1)
    expect(await page.getByRole('table', { name: 'Models against each other' }).locator('tbody tr').count()).toBe(10)
    await page.getByRole('button', { name: 'Show all 12 comparisons' }).click()
    expect(await page.getByRole('table', { name: 'Models against each other' }).locator('tbody tr').count()).toBe(12)
    expect(problems).toEqual([])
  })

  it('leads by keyboard to a sweep, its curves with the knee, and the figures of one load', async () => {
    const { page, problems } = await reports.open(sample)
    await page.getByRole('navigation', { name: 'Scenarios' }).getByRole('link', { name: 'sweep' }).focus()
    await page.keyboard.press('Enter')
    await page
      .getByRole('img', {
        name: /^Latency p95 against throughput\. haiku: knee at 16\/s, 16 requests per second; at 24\/s 20\.9 requests\/s are completed/,
      })
      .waitFor()
    expect(await page.getByRole('table', { name: 'Throughput and latency by load' }).locator('tbody tr').count()).toBe(24)
    const load = page.getByLabel('Load of the figures beneath')
    expect(await load.locator('option:checked').innerText()).toBe('8/s')
    const median = page.getByRole('table', { name: 'Percentiles of latency from schedule' }).getByRole('row', { name: /^sonnet/ })
    const before = await median.innerText()
    await load.selectOption('24/s')
    expect(await median.innerText()).not.toBe(before)
    expect(await page.getByText('mini, cold at 24/s: the event loop was late by 31.5 ms').count()).toBe(1)
    await page.reload()
    await page.getByRole('heading', { name: 'Scenario sweep' }).waitFor()
    expect(problems).toEqual([])
  })

  it('copies the whole benchmark as Markdown', async () => {
    const { page } = await reports.open(sample, { permissions: ['clipboard-read', 'clipboard-write'] })
    await page.getByRole('button', { name: 'Copy the whole benchmark as Markdown' }).click()
    await page.getByText('Copied').first().waitFor()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toMatch(/^# Benchmark 20261121t101500z-b1e2n3\n\n## chat: haiku is fastest/)
    for (const title of ['Models against each other', 'First token', 'Latency', 'Over time', 'Errors', 'Is the measurement sound?'])
      expect(copied).toContain(`\n### ${title}\n`)
    expect(copied).not.toMatch(/undefined|\[object/)
  })

  it('prints every scenario within the width of the paper, with all rows', async () => {
    const { page } = await reports.open(sample)
    await page.getByRole('table', { name: 'Models by scenario' }).waitFor()
    await page.emulateMedia({ media: 'print' })
    await page.setViewportSize({ width: 1_031, height: 1_000 })
    await page.locator('.task-section').nth(2).waitFor()
    expect(await page.getByRole('button').filter({ visible: true }).count()).toBe(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  })

  it('shows words of models and servers as words', async () => {
    const url = await write('hostile.html', hostileBenchmark())
    for (const task of [HOSTILE, 'sweep']) {
      const { page, problems } = await reports.open(url + formatLocation({ task }))
      await page.getByRole('table', { name: 'Errors by kind' }).waitFor()
      expect(await page.getByText('⟨U+202E⟩').count()).toBeGreaterThan(20)
      expect(await page.evaluate(() => 'broken' in window)).toBe(false)
      expect(await page.locator('main img').count()).toBe(0)
      expect(problems).toEqual([])
    }
  })

  it('says so where nothing was measured, or nothing was answered', async () => {
    const empty = { ...sampleBenchmark({}), cells: [], sweeps: [], comparisons: [], recommendations: [] }
    const { page } = await reports.open(await write('empty.html', empty))
    await page.getByText('Nothing was measured in this benchmark.').waitFor()
    const [cell] = sampleBenchmark({ scenarios: ['chat'], models: SPEED_MODELS.slice(0, 1), sweep: false }).cells
    if (cell === undefined) throw new Error('Expected a cell')
    const silent = { ...cell, figures: {}, series: [], rates: { ...cell.rates, completed: 0, failed: 30 }, slo: null }
    const other = await reports.open(await write('silent.html', { ...empty, cells: [silent] }))
    await other.page.getByRole('heading', { name: 'chat: no request was answered' }).waitFor()
    expect(await other.page.getByText('No request of this load has it.').count()).toBe(2)
    expect(other.problems).toEqual([])
  })

  it('shows one model in one scenario without comparing it to anything', async () => {
    const one = sampleBenchmark({ scenarios: ['chat'], models: SPEED_MODELS.slice(0, 1), sweep: false, n: 20 })
    const { page, problems } = await reports.open(await write('one.html', one))
    await page.getByRole('heading', { name: /^chat: haiku, latency / }).waitFor()
    expect(await page.getByRole('table', { name: 'Models against each other' }).count()).toBe(0)
    expect(await page.getByRole('table', { name: 'Percentiles of latency' }).getByText('needs n ≥ 29').count()).toBe(2)
    expect(problems).toEqual([])
  })

  it('opens 500 measurements without a wait and draws at most twelve lines', async () => {
    const url = await write('huge.html', sampleBenchmark({ models: MANY, scenarios: ['a', 'b', 'c', 'd'] }))
    const start = performance.now()
    const { page, problems } = await reports.open(url)
    await page.getByRole('button', { name: 'Show all 250 rows' }).waitFor()
    const firstMs = performance.now() - start
    console.info(
      `500 measurements: ${Math.round((await stat(fileURLToPath(url))).size / 1_024)} kB, first content ${Math.round(firstMs)} ms`,
    )
    expect(firstMs).toBeLessThan(20_000)
    expect(await page.getByText('The lines are 12 of 50 models; the table has them all.').count()).toBeGreaterThanOrEqual(2)
    await page.getByRole('button', { name: 'Show all 250 rows' }).click()
    expect(await page.getByRole('table', { name: 'Models by scenario' }).locator('tbody tr:not(.scenario-row)').count()).toBe(250)
    expect(problems).toEqual([])
  })

  const looks = (['light', 'dark'] as const).flatMap((scheme) => [1_280, 420].map((width) => [scheme, width] as const))
  it.each(looks)(
    'in %s colours at %i pixels has no accessibility violation and does not scroll sideways',
    { timeout: 90_000 },
    async (colorScheme, width) => {
      const { page } = await reports.open(few + formatLocation({ task: 'sweep' }), { colorScheme, viewport: { width, height: 844 } })
      await page.getByRole('heading', { name: 'Scenario sweep' }).waitFor()
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(
        violations.map(
          ({ id, nodes }) =>
            `${id}: ${nodes
              .map((node) => node.html)
              .join(' | ')
              .slice(0, 400)}`,
        ),
      ).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    },
  )
})
