import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { findChromium } from '../reporters/pdf/find-chromium.ts'
import { readTemplate } from '../reporters/html/read-template.ts'
import { writeHtml } from '../reporters/html/write-html.ts'
import { sampleSource } from '../src/app/testing/sample-source.ts'
import { printCells } from './print-table.ts'
import { measurePage } from './report-page.ts'

/** 3 tasks × 4 models × 2 trials of so many cases are 50,016 tests. */
const CASES = 2_084
const LIMITS = { megabytes: 25, firstContentMs: 2_000, actionMs: 100 }

const program = await findChromium(process.env)
const folder = await mkdtemp(path.join(tmpdir(), 'bench-report-'))
const source = sampleSource({ cases: CASES })
const file = path.join(folder, 'report.html')
const start = performance.now()
await pipeline(Readable.from(writeHtml(source, await readTemplate())), createWriteStream(file))
const writeMs = performance.now() - start
const browser = await chromium.launch({ executablePath: program, args: ['--headless', '--no-sandbox', '--disable-gpu'] })
try {
  const page = await browser.newPage({ viewport: { width: 1_280, height: 800 } })
  const figures = await measurePage(page, pathToFileURL(file).href)
  const megabytes = (await stat(file)).size / 2 ** 20
  const rows: [string, number, string, number | null][] = [
    [`file with ${source.count.toLocaleString('en-US')} tests`, megabytes, 'MB', LIMITS.megabytes],
    ['writing it', writeMs, 'ms', null],
    ['first content', figures.firstContentMs, 'ms', LIMITS.firstContentMs],
    ['all tests unpacked', figures.allTestsMs, 'ms', null],
    ...figures.actions.map(({ name, worstMs, count }): [string, number, string, number] => [
      `${name}, worst of ${count}`,
      worstMs,
      'ms',
      LIMITS.actionMs,
    ]),
  ]
  printCells([
    ['measure', 'figure', 'limit', 'verdict'],
    ...rows.map(([name, figure, unit, limit]) => [
      name,
      `${figure.toFixed(unit === 'MB' ? 1 : 0)} ${unit}`,
      limit === null ? '' : `≤ ${limit} ${unit}`,
      limit === null ? '' : figure <= limit ? 'ok' : 'FALLS SHORT',
    ]),
  ])
  process.exitCode = rows.every(([, figure, , limit]) => limit === null || figure <= limit) ? 0 : 1
} finally {
  await browser.close()
  await rm(folder, { recursive: true })
}
