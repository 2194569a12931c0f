import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatLocation } from './location/app-location.ts'
import { browserIsThere, startReportBrowser } from '../../fixtures/report-browser.ts'
import type { ReportBrowser } from '../../fixtures/report-browser.ts'
import { sampleSource } from './testing/sample-source.ts'

describe.skipIf(!browserIsThere)('the views of the report in a browser', { timeout: 30_000 }, () => {
  let reports: ReportBrowser
  let small: string
  let large: string
  const open: ReportBrowser['open'] = (...given) => reports.open(...given)
  const writeReport: ReportBrowser['write'] = (...given) => reports.write(...given)

  beforeAll(async () => {
    reports = await startReportBrowser()
    small = await writeReport('small.html', sampleSource({ cases: 2 }))
    large = await writeReport('large.html', sampleSource({ cases: 420 }))
  }, 60_000)

  afterAll(() => reports?.close())

  it('lists the cases that only one of two models passed, marks what their answers do not share and leads to both', async () => {
    const { page, problems } = await open(large + formatLocation({ view: 'compare', task: 'ticket-triage', a: 'sonnet', b: 'sim:hasty' }))
    const cases = page.getByRole('listbox', { name: 'Cases' })
    await page
      .getByRole('status')
      .filter({ hasText: / of 420$/ })
      .waitFor()
    await page.getByRole('button', { name: /A better$/ }).click()
    await cases.getByRole('option').first().click()
    const sides = page.getByRole('article').getByRole('group', { name: /^[AB]: / })
    await sides.first().waitFor()
    expect(await page.getByRole('article').locator('del, ins, .diff-note').count()).toBeGreaterThan(0)
    await page.waitForURL(/flip=only-a/)
    await page.waitForURL(/test=/)
    const title = await page.getByRole('article').getByRole('heading', { level: 2 }).textContent()
    await page.reload()
    await page.getByRole('article', { name: title ?? '' }).waitFor()
    expect(await page.getByLabel('Model B').inputValue()).toBe('sim:hasty')
    expect(await page.getByRole('button', { name: /A better$/ }).getAttribute('aria-pressed')).toBe('true')
    await sides.nth(1).getByRole('link').click()
    await page
      .getByRole('article', { name: title ?? '' })
      .getByText('trial 1')
      .waitFor()
    expect(problems).toEqual([])
  })

  it('shows pass rates of judged checks corrected beside the raw ones', async () => {
    const source = sampleSource({ cases: 2 })
    const rate = { value: 0.9, low: 0.8, high: 0.95, n: 20 }
    const corrected = {
      ...rate,
      value: 0.5,
      low: 0.4,
      high: 0.6,
      level: 0.95,
      method: 'x',
      labels: 40,
      labelsOf: 'check' as const,
      sensitivity: rate,
      specificity: rate,
    }
    const report = await source.report
    const [first] = report.results
    for (const check of first?.checks.slice(0, 1) ?? []) check.corrected = corrected
    const { page, problems } = await open(await writeReport('judged.html', { ...source, report }))
    const row = page.getByRole('table', { name: 'Pass rates of judged checks' }).getByRole('row').nth(1)
    await row.waitFor()
    expect(await row.getByRole('cell').allTextContents()).toEqual(
      expect.arrayContaining(['50.0 % [40.0, 60.0]', '40 labels of this check']),
    )
    expect(problems).toEqual([])
  })

  it('follows a link that is taken at once after a filter was changed', async () => {
    const { page } = await open(small + formatLocation({ view: 'tests' }))
    await page.getByRole('searchbox').waitFor()
    await page.evaluate(() => {
      const field = document.querySelector('input') as HTMLInputElement
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, 'ticket')
      field.dispatchEvent(new Event('input', { bubbles: true }))
      ;[...document.querySelectorAll('a')].find((link) => link.textContent === 'Compare')?.click()
    })
    await page.getByRole('listbox', { name: 'Cases' }).waitFor()
    await page.goBack()
    await page.getByRole('listbox', { name: 'Tests' }).waitFor()
  })

  it('marks exactly the words that two answers do not share', async () => {
    const source = sampleSource({ cases: 1, trials: 1, answers: ['The label is billing.', 'The label is outage, surely.'] })
    const link = formatLocation({ view: 'compare', task: 'lecture-concepts', flip: 'passed' })
    const { page } = await open((await writeReport('marked.html', source)) + link)
    const models = await page.getByLabel(/^Model [AB]$/).evaluateAll((all) => all.map((each) => (each as HTMLSelectElement).value))
    expect(models).toHaveLength(2)
    await page.getByLabel('Model A').selectOption('sonnet')
    await page.getByLabel('Model B').selectOption('mini, cold')
    for (const kind of [/differ$/, /A better$/, /B better$/, /both passed$/, /both failed$/]) {
      await page.getByRole('button', { name: kind }).click()
      if ((await page.getByRole('option').count()) > 0) break
    }
    await page.getByRole('listbox', { name: 'Cases' }).getByRole('option').first().click()
    await page.getByRole('article').locator('ins').first().waitFor()
    expect(await page.locator('del').allTextContents()).toEqual(['billing'])
    expect(await page.locator('ins').allTextContents()).toEqual(['outage, surely'])
  })

  it('shows how latencies are spread and how steady the models are, with the figures beside', async () => {
    const { page, problems } = await open(large + formatLocation({ task: 'ticket-triage' }))
    await page.getByRole('table', { name: 'Latency by model' }).waitFor()
    expect(
      await page.getByRole('img', { name: /^Latency by model\. sonnet: half of the answers within .* 99 % within .*sim:hasty: / }).count(),
    ).toBe(1)
    expect(await page.locator('.latency .plot [stroke^="var(--series"]').count()).toBe(4)
    expect(await page.getByRole('table', { name: 'Consistency by model' }).locator('tbody tr').count()).toBe(4)
    expect(await page.getByRole('img', { name: /cases passed always, .* sometimes, .* never$/ }).count()).toBe(4)
    expect(problems).toEqual([])
  })

  it('answers for all tasks together which model leads, at what cost and how sure, and says so in words', async () => {
    const { page, problems } = await open(large)
    const all = page.getByRole('region', { name: 'All tasks' })
    await all.getByRole('table', { name: 'Ranking of all tasks' }).waitFor()
    expect(await all.getByRole('img', { name: /^Cost per case against mean score\. .*, on the Pareto front/ }).count()).toBe(1)
    const headline = page.getByRole('heading', { level: 2 }).first()
    expect(await headline.textContent()).toMatch(/^sonnet (leads|is best) over all 3 tasks \(\d+\.\d % \[/)
    expect(problems).toEqual([])
  })

  it('copies a table and the whole overview as Markdown', async () => {
    const { page } = await open(small, { permissions: ['clipboard-read', 'clipboard-write'] })
    const copied = async (button: string): Promise<string> => {
      await page.getByRole('button', { name: button }).click()
      await page.getByRole('button', { name: button }).getByText('Copied').first().waitFor()
      return page.evaluate(() => navigator.clipboard.readText())
    }
    const ranking = await copied('Copy Ranking by f1 as Markdown')
    expect(ranking).toMatch(/^\| Model \| Score \| Standing \|\n\| --- \| ---: \| --- \|\n/)
    expect(ranking).toMatch(/^\| sim:hasty \(simulated\) \| \d/m)
    const whole = await copied('Copy the whole overview as Markdown')
    expect(whole).toMatch(/^# lecture-analysis\n\n## /)
    for (const title of ['Ranking by f1', 'Metrics', 'Checks', 'Gates', 'Latency', 'How it was made'])
      expect(whole).toContain(`\n### ${title}\n`)
    expect(whole).not.toMatch(/[^\\]<|undefined/)
  })

  it('prints every task, without what only a screen needs, within the width of the paper', async () => {
    const { page } = await open(small)
    await page.getByRole('table', { name: 'Latency by model' }).waitFor()
    expect(await page.locator('.task-section').count()).toBe(1)
    const pdf = await page.pdf({ format: 'A4', printBackground: false })
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    await page.emulateMedia({ media: 'print' })
    await page.setViewportSize({ width: 1_031, height: 1_000 })
    await page.locator('.task-section').nth(2).waitFor()
    expect(await page.getByRole('button', { name: /^Copy/ }).filter({ visible: true }).count()).toBe(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  })

  it.each([
    ['task', { task: 'invoice-fields' }, 'Task', 'invoice-fields'],
    ['model', { model: 'mini, cold' }, 'Model', 'mini, cold'],
    ['verdict', { outcome: 'failed' }, 'Verdict', 'failed'],
    ['check', { check: 'no-overlap', checkVerdict: 'passed' }, 'Verdict of the check', 'passed'],
    ['tag', { tag: 'german' }, 'Tag', 'german'],
    ['text', { query: 'ticket-0001' }, 'Search answers and case ids', 'ticket-0001'],
  ] as const)('a link with a filter by %s narrows the tests, after a reload too', async (_name, filter, label, value) => {
    const { page } = await open(small + formatLocation({ view: 'tests', ...filter }))
    const narrowed = page.getByRole('status').filter({ hasText: /^\d+ of 48 tests$/ })
    await narrowed.waitFor()
    const before = await narrowed.textContent()
    await page.reload()
    await narrowed.waitFor()
    expect(await narrowed.textContent()).toBe(before)
    expect(await page.getByLabel(label, { exact: true }).inputValue()).toBe(value)
  })
})
