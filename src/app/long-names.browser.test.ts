import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lostText } from './testing/lost-text.ts'
import { browserIsThere, expectAccessible, startReportBrowser } from '../../fixtures/report-browser.ts'
import type { ReportBrowser } from '../../fixtures/report-browser.ts'
import { sampleComparison } from '../../fixtures/sample-comparison.ts'
import { writeBenchmarkPage } from '../../reporters/html/write-benchmark-page.ts'
import { writeComparison } from '../../reporters/html/write-comparison.ts'
import { testKey } from './data/test-row.ts'
import { formatLocation } from './location/app-location.ts'
import { eachWithLongNames, LONG_NAMES, withLongNames } from './testing/long-names.ts'
import { sampleBenchmark } from './testing/sample-benchmark.ts'
import { sampleSource } from './testing/sample-source.ts'

const long = (name: string): string => LONG_NAMES.get(name) ?? name

/** Names as they are given, or the long ones. */
const NAMES = { short: (name: string): string => name, long }

const REPORT_VIEWS = (named: (name: string) => string): Record<string, string> => ({
  overview: formatLocation({}),
  'another task': formatLocation({ task: 'ticket-triage' }),
  tests: formatLocation({ view: 'tests', outcome: 'failed' }),
  'open test': formatLocation({ view: 'tests', test: testKey('lecture-concepts', named('sim:hasty'), 'lecture-0002', 0) }),
  'compared models': formatLocation({
    view: 'compare',
    task: 'lecture-concepts',
    a: named('mini, cold'),
    b: named('sim:hasty'),
    test: JSON.stringify(['lecture-concepts', 'lecture-0003']),
  }),
})

const RUNS_VIEWS = (named: (name: string) => string): Record<string, string> => ({
  'verdicts of two runs': formatLocation({}),
  'cases of two runs': formatLocation({
    view: 'compare',
    task: 'lecture-concepts',
    model: named('sim:hasty'),
    flip: 'only-b',
    test: JSON.stringify(['lecture-concepts', named('sim:hasty'), 'lecture-0004', 'lecture-0004']),
  }),
})

const BENCHMARK_VIEWS = (): Record<string, string> => ({
  benchmark: formatLocation({}),
  'benchmark of loads': formatLocation({ task: 'sweep' }),
})

const SHAPES = [
  ['1,280 pixels', 1_280, 'screen'],
  ['400 pixels', 400, 'screen'],
  ['paper', 1_031, 'print'],
] as const

describe.skipIf(!browserIsThere)('pages of models with long names', { timeout: 60_000 }, () => {
  let reports: ReportBrowser
  let benchmarks: ReportBrowser
  const pages = new Map<string, string>()

  beforeAll(async () => {
    // One after the other: a build sets the environment of its process.
    reports = await startReportBrowser()
    benchmarks = await startReportBrowser('benchmark')
    const [source, runs, benchmark] = [sampleSource({ cases: 6 }), sampleComparison({ cases: 6 }), sampleBenchmark({})]
    const report = await source.report
    const write = async (kind: string, wait: Promise<string>): Promise<unknown> => pages.set(kind, await wait)
    await write('short report', reports.write('short.html', { ...source, report }))
    const longSource = { ...source, report: withLongNames(report), records: eachWithLongNames(source.records) }
    await write('long report', reports.write('long.html', longSource))
    await write(
      'short runs',
      reports.writePage('short-runs.html', (page) => writeComparison(runs, page)),
    )
    const { found, cases } = runs
    const longRuns = { ...withLongNames({ found, cases }), trials: eachWithLongNames(sampleComparison({ cases: 6 }).trials) }
    await write(
      'long runs',
      reports.writePage('long-runs.html', (page) => writeComparison(longRuns, page)),
    )
    await write(
      'short benchmark',
      benchmarks.writePage('short-benchmark.html', (page) => writeBenchmarkPage(benchmark, page)),
    )
    await write(
      'long benchmark',
      benchmarks.writePage('long-benchmark.html', (page) => writeBenchmarkPage(withLongNames(benchmark), page)),
    )
  }, 120_000)

  afterAll(() => Promise.all([reports?.close(), benchmarks?.close()]))

  const opened = async (
    kind: string,
    hash: string,
    width: number,
    look: NonNullable<Parameters<Page['emulateMedia']>[0]> = {},
  ): Promise<Page> => {
    const from = kind.endsWith('benchmark') ? benchmarks : reports
    const { page } = await from.open('about:blank', { viewport: { width, height: 900 } }, 'body')
    // Before the page is there: colours that change take their time.
    await page.emulateMedia(look)
    await page.goto((pages.get(kind) ?? '') + hash)
    await page.waitForSelector('html[data-report=ready]')
    await page
      .locator(hash.includes('test=') ? 'article' : '.overview, .filters')
      .first()
      .waitFor({ state: 'attached' })
    if (hash === REPORT_VIEWS(long)['overview'] && kind.endsWith('report')) await page.locator('.latency table').first().waitFor()
    return page
  }

  const everything = (['short', 'long'] as const).flatMap((names) =>
    SHAPES.flatMap(([shape, width, media]) =>
      Object.entries({ report: REPORT_VIEWS, runs: RUNS_VIEWS, benchmark: BENCHMARK_VIEWS }).flatMap(([kind, views]) =>
        Object.entries(views(NAMES[names])).map(([view, hash]) => [view, names, shape, `${names} ${kind}`, hash, width, media] as const),
      ),
    ),
  )
  it.each(everything)(
    '%s with %s names at %s: nothing is cut off or printed over',
    async (_view, _names, _shape, kind, hash, width, media) => {
      const page = await opened(kind, hash, width, { media })
      expect(await lostText(page, { paper: media === 'print' })).toEqual([])
    },
  )

  it.each([
    ['report', 'light', 1_280],
    ['runs', 'dark', 400],
    ['benchmark', 'dark', 1_280],
  ] as const)('a %s with long names in %s colours at %i pixels has no accessibility violation', async (kind, colorScheme, width) => {
    const page = await opened(`long ${kind}`, '', width, { colorScheme })
    await expectAccessible(page)
  })

  it('copies long names as they are', async () => {
    const context = { permissions: ['clipboard-read', 'clipboard-write'] }
    const { page } = await reports.open(pages.get('long report') ?? '', context)
    await page.getByRole('button', { name: 'Copy Ranking by f1 as Markdown' }).click()
    await page.getByText('Copied').first().waitFor()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toContain(`| ${long('sonnet')} |`)
    expect(copied).toContain(`| ${long('sim:hasty')} (simulated) |`)
  })

  it('names in one line keep their end, by which those of one vendor differ, and say the whole in a title', async () => {
    const page = await opened('long report', formatLocation({ view: 'tests', model: long('mini, cold') }), 400)
    const name = page.locator('.test-row .model-name').first()
    expect(await name.getAttribute('title')).toBe(long('mini, cold'))
    const tail = name.locator('.model-tail')
    expect(await tail.textContent()).toBe('2b-instruct-2507')
    expect(await tail.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(1)
  })

  it('prints the checks of many models in several tables, none of them beyond the paper', async () => {
    const source = sampleSource({ cases: 2 })
    const report = await source.report
    const many = report.results.flatMap((result) => [1, 2, 3].map((copy) => ({ ...result, model: `${long(result.model)}-${copy}` })))
    const { page } = await reports.open(await reports.write('many.html', { ...source, report: { ...report, results: many } }))
    const tables = page.getByRole('table', { name: 'Checks by model' })
    await tables.first().waitFor()
    expect(await tables.count()).toBe(1)
    await page.emulateMedia({ media: 'print' })
    await page.setViewportSize({ width: 1_031, height: 1_000 })
    await page.locator('.task-section').nth(2).waitFor()
    expect(await tables.count()).toBe(6)
    expect(await tables.first().locator('thead .model-name').count()).toBe(6)
    expect(await lostText(page, { paper: true })).toEqual([])
  })
})
