import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { putInPlace } from '../../src/files/put-in-place.ts'
import { EvalError } from '../../src/schema/eval-error.ts'
import { startBrowser } from './browser-pipe.ts'
import type { BrowserPipe } from './browser-pipe.ts'

const PATIENCE_MS = 120_000

/** Resolves when the page has unpacked all of its tests; rejects when it cannot. */
const WHEN_READY = `new Promise((resolve) => {
  const look = () => document.documentElement?.dataset.report ? resolve(document.documentElement.dataset.report) : setTimeout(look, 50)
  look()
})`

/**
 * Prints `report.html` to a PDF file with an installed Chromium, without network. Throws EvalError config when the browser cannot be
 * started or does not print the page.
 */
export async function printPdf({ html, pdf, program }: { html: string; pdf: string; program: string }): Promise<void> {
  const profile = await mkdtemp(path.join(tmpdir(), 'taskbench-pdf-'))
  const browser = startBrowser(program, profile)
  const late = setTimeout(() => void browser.close(), PATIENCE_MS)
  try {
    const bytes = await printed(browser, pathToFileURL(html).href)
    await putInPlace(pdf, (temporary) => writeFile(temporary, bytes, { mode: 0o600 }))
  } catch (error) {
    throw new EvalError('config', `${program} did not print ${html}: ${error instanceof Error ? error.message : String(error)}`, {
      hint: 'Open report.html in a browser and print it to PDF, or name another Chromium in CHROMIUM_PATH.',
      cause: error,
    })
  } finally {
    clearTimeout(late)
    await browser.close()
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function printed(browser: BrowserPipe, url: string): Promise<Buffer> {
  const { targetId } = await browser.send<{ targetId: string }>('Target.createTarget', { url: 'about:blank' })
  const { sessionId } = await browser.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true })
  await browser.send('Page.enable', {}, sessionId)
  await browser.send('Page.navigate', { url }, sessionId)
  const evaluated = await browser.send<{ result: { value?: unknown } }>(
    'Runtime.evaluate',
    { expression: WHEN_READY, awaitPromise: true, returnByValue: true },
    sessionId,
  )
  if (evaluated.result.value !== 'ready') throw new Error('the data in the file is damaged')
  const { data } = await browser.send<{ data: string }>(
    'Page.printToPDF',
    {
      printBackground: false,
      preferCSSPageSize: true,
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate:
        '<div style="width:100%;padding:0 12mm;font:7px sans-serif;color:#555;display:flex;justify-content:space-between"><span class="title"></span><span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>',
    },
    sessionId,
  )
  return Buffer.from(data, 'base64')
}
