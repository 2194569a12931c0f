import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { splitTemplate } from '../reporters/html/read-template.ts'
import { writeHtml } from '../reporters/html/write-html.ts'
import { sampleSource } from '../src/app/testing/sample-source.ts'
import { measurePage } from './report-page.ts'
const source = sampleSource({ cases: 2_084 })
const variants: Record<string, string> = { before: '/tmp/tb/h/Q2-app-before/report-template.html', after: 'dist/app/report-template.html' }
const files: Record<string, string> = {}
for (const [name, t] of Object.entries(variants)) {
  const f = `/tmp/tb/q2-${name}.html`
  await pipeline(Readable.from(writeHtml(sampleSource({ cases: 2_084 }), splitTemplate(await readFile(t, 'utf8')))), createWriteStream(f))
  files[name] = f
}
void source
const rate = Number(process.argv[2] ?? 1)
const rounds = Number(process.argv[3] ?? 3)
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu'] })
for (let round = 0; round < rounds; round++)
  for (const [name, f] of Object.entries(files)) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Emulation.setCPUThrottlingRate', { rate })
    const figures = await measurePage(page, pathToFileURL(f).href)
    console.log(
      name.padEnd(7),
      `first ${figures.firstContentMs.toFixed(0)} all ${figures.allTestsMs.toFixed(0)}`,
      figures.actions.map((a) => `${a.name} ${a.worstMs.toFixed(0)}`).join(' | '),
    )
    await page.close()
  }
await browser.close()
