import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { findChromium } from '../reporters/pdf/find-chromium.ts'
import { readBenchmarkTemplate, readTemplate } from '../reporters/html/read-template.ts'
import { writeBenchmarkPage } from '../reporters/html/write-benchmark-page.ts'
import { writeComparison } from '../reporters/html/write-comparison.ts'
import { writeHtml } from '../reporters/html/write-html.ts'
import { sampleComparison } from '../fixtures/sample-comparison.ts'
import { testKey } from '../src/app/data/test-row.ts'
import { formatLocation } from '../src/app/location/app-location.ts'
import { sampleBenchmark } from '../src/app/testing/sample-benchmark.ts'
import { sampleSource } from '../src/app/testing/sample-source.ts'

/** Views of a report. */
const VIEWS: Record<string, string> = {
  overview: formatLocation({}),
  tests: formatLocation({ view: 'tests', outcome: 'failed' }),
  test: formatLocation({ view: 'tests', test: testKey('lecture-concepts', 'sim:hasty', 'lecture-0002', 0) }),
  compare: formatLocation({
    view: 'compare',
    task: 'lecture-concepts',
    a: 'sonnet',
    b: 'sim:hasty',
    test: JSON.stringify(['lecture-concepts', 'lecture-0003']),
  }),
}
/** Views of two compared runs. */
const COMPARISON_VIEWS: Record<string, string> = {
  'runs-verdicts': formatLocation({}),
  'runs-cases': formatLocation({ view: 'compare', task: 'ticket-triage', model: 'sonnet' }),
  'runs-case': formatLocation({
    view: 'compare',
    task: 'lecture-concepts',
    model: 'sonnet',
    flip: 'only-a',
    test: JSON.stringify(['lecture-concepts', 'sonnet', 'lecture-0004', 'lecture-0004']),
  }),
}
/** Views of a benchmark. */
const BENCHMARK_VIEWS: Record<string, string> = {
  'bench-models': formatLocation({}),
  'bench-sweep': formatLocation({ task: 'sweep' }),
}
const SHAPES = [
  { name: 'wide-light', width: 1_280, height: 900, scheme: 'light', media: 'screen' },
  { name: 'wide-dark', width: 1_280, height: 900, scheme: 'dark', media: 'screen' },
  { name: 'narrow-light', width: 420, height: 860, scheme: 'light', media: 'screen' },
  { name: 'narrow-dark', width: 420, height: 860, scheme: 'dark', media: 'screen' },
  { name: 'paper', width: 1_031, height: 720, scheme: 'light', media: 'print' },
] as const

const folder = path.resolve(process.argv[2] ?? (await mkdtemp(path.join(tmpdir(), 'taskbench-screenshots-'))))
await mkdir(folder, { recursive: true })
const template = await readTemplate()
const written = async (name: string, chunks: AsyncIterable<string>): Promise<string> => {
  const file = path.join(folder, name)
  await writeFile(file, Readable.from(chunks))
  return file
}
const pages = [
  { file: await written('report.html', writeHtml(sampleSource({ cases: 60 }), template)), views: VIEWS },
  { file: await written('comparison.html', writeComparison(sampleComparison({ cases: 60 }), template)), views: COMPARISON_VIEWS },
  { file: await written('benchmark.html', writeBenchmarkPage(sampleBenchmark({}), await readBenchmarkTemplate())), views: BENCHMARK_VIEWS },
]
const only = process.argv[3] === undefined ? null : new RegExp(process.argv[3])
const browser = await chromium.launch({
  executablePath: await findChromium(process.env),
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
})
for (const { name, width, height, scheme, media } of SHAPES) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: scheme })
  await page.emulateMedia({ media })
  for (const { file, views } of pages) {
    for (const [view, hash] of Object.entries(views)) {
      if (only?.test(`${view}-${name}`) === false) continue
      await page.goto('about:blank')
      await page.goto(pathToFileURL(file).href + hash)
      await page.waitForSelector('html[data-report=ready]')
      const picture = path.join(folder, `${view}-${name}.png`)
      await page.screenshot({ path: picture, fullPage: true })
      console.log(picture)
    }
  }
  await page.close()
}
await browser.close()
await Promise.all(pages.map(({ file }) => rm(file)))
