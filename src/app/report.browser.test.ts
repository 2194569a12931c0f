import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testKey } from './data/test-row.ts'
import { formatLocation } from './location/app-location.ts'
import { browserIsThere, expectAccessible, startReportBrowser } from '../../fixtures/report-browser.ts'
import type { ReportBrowser } from '../../fixtures/report-browser.ts'
import { sampleSource } from './testing/sample-source.ts'

const HOSTILE = '</script><script>window.broken = true</script><img src=x onerror="window.broken = true">\u202ehidden\u0000'

const comparisonOf = (caseId: string): string =>
  formatLocation({ view: 'compare', task: 'ticket-triage', a: 'sonnet', b: 'sim:hasty', test: JSON.stringify(['ticket-triage', caseId]) })

const listOf = (page: Page) => page.getByRole('listbox', { name: 'Tests' })

describe.skipIf(!browserIsThere)('the report in a browser', { timeout: 30_000 }, () => {
  let reports: ReportBrowser
  let small: string
  let large: string
  const open: ReportBrowser['open'] = (...given) => reports.open(...given)
  const writeReport: ReportBrowser['write'] = (...given) => reports.write(...given)

  beforeAll(async () => {
    reports = await startReportBrowser()
    small = await writeReport('small.html', sampleSource({ cases: 2, answers: [HOSTILE, 'y'.repeat(50_000)] }))
    large = await writeReport('large.html', sampleSource({ cases: 420 }))
  }, 60_000)

  afterAll(() => reports?.close())

  it('shows ranking, cost and gates without an error, a violation of its policy or a request', async () => {
    const { page, problems } = await open(small)
    await page.getByRole('heading', { name: /^Ranking by f1/ }).waitFor()
    expect(await page.getByRole('img', { name: /^Cost per case against f1/ }).count()).toBe(1)
    expect(await page.locator('.plot-frame style').count()).toBe(0)
    expect(await page.getByText('2 of 4 models of this run are simulated: sim:careful, sim:hasty').count()).toBe(1)
    expect(await page.getByRole('table', { name: 'Gates' }).locator('tbody tr').count()).toBe(12)
    expect(problems).toEqual([])
  })

  it('opens 10,000 tests, renders few of them and filters them while one types', async () => {
    const { page, problems } = await open(large + formatLocation({ view: 'tests' }))
    await page
      .getByRole('status')
      .filter({ hasText: /^10,080 tests$/ })
      .waitFor()
    expect(await listOf(page).getByRole('option').count()).toBeLessThan(60)
    await page.getByRole('searchbox').fill('invoice-0007')
    await page
      .getByRole('status')
      .filter({ hasText: /^8 of 10,080 tests$/ })
      .waitFor()
    expect(await listOf(page).getByRole('option').count()).toBe(8)
    await page.getByLabel('Model', { exact: true }).selectOption('sim:hasty')
    await page
      .getByRole('status')
      .filter({ hasText: /^2 of 10,080 tests$/ })
      .waitFor()
    expect(problems).toEqual([])
  })

  it('moves through the tests by keyboard and opens them', async () => {
    const { page } = await open(small + formatLocation({ view: 'tests' }))
    await page.getByRole('listbox').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    const article = page.getByRole('article', { name: 'lecture-0001' })
    await article.waitFor()
    expect(await article.getByText('ordered · warning · generated, order, unproven').count()).toBe(1)
    expect(await listOf(page).getByRole('option', { selected: true }).getAttribute('aria-posinset')).toBe('2')
    await page.keyboard.press('End')
    await page.getByRole('article', { name: 'invoice-0002' }).waitFor()
  })

  it('leads back to the same test and filters after a reload', async () => {
    const { page } = await open(large + formatLocation({ view: 'tests', task: 'ticket-triage' }))
    await page.getByRole('searchbox').fill('ticket-0300')
    await listOf(page).getByRole('option').first().click()
    await page.getByRole('article', { name: 'ticket-0300' }).waitFor()
    await page.waitForURL(/test=/)
    await page.reload()
    await page.getByRole('article', { name: 'ticket-0300' }).waitFor()
    expect(await page.getByRole('searchbox').inputValue()).toBe('ticket-0300')
    expect(await page.getByLabel('Task', { exact: true }).inputValue()).toBe('ticket-triage')
  })

  it('shows markup and control characters in an answer as text', async () => {
    const link = formatLocation({ view: 'tests', test: testKey('lecture-concepts', 'sonnet', 'lecture-0001', 0) })
    const { page, problems } = await open(small + link)
    const answer = page.getByRole('region', { name: 'Answer', exact: true }).locator('pre')
    await answer.waitFor()
    expect(await answer.textContent()).toContain('<script>window.broken = true</script>')
    expect(await answer.textContent()).toContain('\u27e8U+202E\u27e9hidden\u2400')
    expect(await page.evaluate(() => 'broken' in window)).toBe(false)
    expect(problems).toEqual([])
  })

  it('lists what failed with examples that lead to their tests, and shows hostile messages as text', async () => {
    const source = sampleSource({ cases: 3 })
    const report = await source.report
    for (const result of report.results)
      for (const violation of result.violations)
        Object.assign(violation, { found: HOSTILE, expected: HOSTILE.slice(-10), message: HOSTILE })
    const { page, problems } = await open(await writeReport('violations.html', { ...source, report }))
    const table = page.getByRole('table', { name: 'Failed checks with examples' })
    await table.waitFor()
    expect(await table.textContent()).toContain('found </script><script>window.broken = true</script>')
    expect(await table.textContent()).toContain('\u27e8U+202E\u27e9hidden\u2400')
    const link = table.locator('li a').first()
    const name = (await link.textContent()) ?? ''
    await link.click()
    await page.getByRole('article', { name }).waitFor()
    expect(await page.getByText('Quality', { exact: true }).count()).toBe(1)
    expect(await page.evaluate(() => 'broken' in window)).toBe(false)
    expect(problems).toEqual([])
  })

  it('shortens a long answer until all of it is asked for', async () => {
    const link = formatLocation({ view: 'tests', test: testKey('lecture-concepts', 'sonnet', 'lecture-0001', 1) })
    const { page } = await open(small + link)
    const answer = page.getByRole('region', { name: 'Answer', exact: true }).locator('pre')
    const all = page.getByRole('button', { name: 'Show all 50,000 characters' })
    await all.waitFor()
    expect((await answer.textContent())?.length).toBeLessThan(5_000)
    await all.click()
    expect((await answer.textContent())?.length).toBe(50_000)
  })

  it('shows the other models beside an answer and leads to them', async () => {
    const link = formatLocation({ view: 'tests', test: testKey('ticket-triage', 'sonnet', 'ticket-0002', 0) })
    const { page } = await open(small + link)
    const others = page.getByRole('region', { name: 'Other models on this case' })
    await others.getByRole('link', { name: 'mini, cold' }).click()
    await listOf(page).getByRole('option', { selected: true }).filter({ hasText: 'mini, cold' }).waitFor()
  })

  it.each([420, 1_280])('draws the whole chart of cost and score at %i pixels', async (width) => {
    const source = sampleSource({ cases: 2 })
    const report = await source.report
    for (const result of report.results) Object.assign(result, { costNanoUsd: (result.costNanoUsd ?? 0) * 137 })
    const { page } = await open(await writeReport(`chart-${width}.html`, { ...source, report }), {
      viewport: { width, height: 900 },
    })
    const outside = await page
      .locator('.scatter .plot-frame')
      .first()
      .evaluate((frame) => {
        const { left, right } = frame.getBoundingClientRect()
        return [...frame.querySelectorAll('text, circle')].flatMap((element) => {
          const box = element.getBoundingClientRect()
          return box.left < left - 0.5 || box.right > right + 0.5 ? [`${element.textContent} ${box.left - left} ${box.right - right}`] : []
        })
      })
    expect(outside).toEqual([])
  })

  it.each([
    ['overview', 'light', 1_280, formatLocation({})],
    ['open test', 'light', 1_280, formatLocation({ view: 'tests', test: testKey('lecture-concepts', 'sim:hasty', 'lecture-0002', 0) })],
    ['overview', 'light', 390, formatLocation({})],
    ['overview', 'dark', 1_280, formatLocation({})],
    ['comparison', 'light', 1_280, comparisonOf('ticket-0002')],
    ['comparison', 'dark', 420, comparisonOf('ticket-0002')],
    ['comparison without an open case', 'dark', 420, formatLocation({ view: 'compare', flip: 'failed' })],
    ['open test', 'dark', 390, formatLocation({ view: 'tests', test: testKey('ticket-triage', 'sim:hasty', 'ticket-0002', 0) })],
  ] as const)(
    'the %s in %s colours at %i pixels has no accessibility violation and does not scroll sideways',
    async (_name, colorScheme, width, hash) => {
      const { page } = await open(small + hash, { colorScheme, viewport: { width, height: 844 } })
      await page.locator(hash.includes('test=') ? 'article' : hash.includes('compare') ? '.flips' : '.overview').waitFor()
      await expectAccessible(page)
    },
  )
})
