import { existsSync, statSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'

const CHROMIUM = '/usr/bin/chromium'
const PATIENCE_MS = 60_000

/** Opens a report in a browser, as a user would: says that it opens, with its size and time, or what went wrong. */
export async function openReport(file: string): Promise<string> {
  if (!existsSync(CHROMIUM)) return `not tried: found no ${CHROMIUM}`
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--headless', '--no-sandbox', '--disable-gpu'] })
  try {
    const page = await browser.newPage()
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(String(error)))
    const start = performance.now()
    await page.goto(pathToFileURL(file).href, { timeout: PATIENCE_MS })
    await page.waitForSelector('main', { timeout: PATIENCE_MS })
    if (problems.length > 0) return problems.join('; ')
    return `opens in ${((performance.now() - start) / 1e3).toFixed(1)} s (${Math.round(statSync(file).size / 2 ** 20)} MB)`
  } finally {
    await browser.close()
  }
}
