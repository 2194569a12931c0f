import { stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { measurePage } from '../../bench/report-page.ts'
import { browserIsThere, startReportBrowser } from '../../fixtures/report-browser.ts'
import type { ReportBrowser } from '../../fixtures/report-browser.ts'
import { sampleSource } from './testing/sample-source.ts'

/** `npm run bench:report` holds the page to its real limits; here only what is an order of magnitude slower fails, however busy the machine. */
const SLACK = 10

describe.skipIf(!browserIsThere)('a report of 50,000 tests', { timeout: 120_000 }, () => {
  let reports: ReportBrowser

  beforeAll(async () => {
    reports = await startReportBrowser()
  }, 60_000)

  afterAll(() => reports?.close())

  it('is a file of at most 25 MB that opens, scrolls and is filtered without a wait', async () => {
    const source = sampleSource({ cases: 2_084 })
    expect(source.count).toBeGreaterThanOrEqual(50_000)
    const url = await reports.write('huge.html', source)
    expect((await stat(fileURLToPath(url))).size).toBeLessThanOrEqual(25 * 2 ** 20)
    const { page, problems } = await reports.open('about:blank', {}, 'body')
    const figures = await measurePage(page, url)
    console.info(
      [
        `first content ${Math.round(figures.firstContentMs)} ms`,
        ...figures.actions.map(({ name, worstMs }) => `${name} ${Math.round(worstMs)} ms`),
      ].join(', '),
    )
    expect(figures.firstContentMs).toBeLessThan(2_000 * SLACK)
    for (const { worstMs } of figures.actions) expect(worstMs).toBeLessThan(100 * SLACK)
    expect(problems).toEqual([])
  })
})
