import { access, constants } from 'node:fs/promises'
import path from 'node:path'
import { EvalError } from '../../src/schema/eval-error.ts'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge']
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

const canRun = (file: string): Promise<boolean> =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  )

/**
 * The Chromium that prints reports: what `CHROMIUM_PATH` names, else one found on `PATH`, else in the usual places of macOS and Windows.
 * Throws EvalError config where there is none.
 */
export async function findChromium(env: Readonly<Record<string, string | undefined>>, places: readonly string[] = PLACES): Promise<string> {
  const named = env['CHROMIUM_PATH']
  if (named !== undefined && named !== '') {
    if (await canRun(named)) return named
    throw new EvalError('config', `CHROMIUM_PATH is ${JSON.stringify(named)}, which is no program that can be started`, {
      hint: 'Set it to the Chromium or Chrome to print with, or unset it.',
    })
  }
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '')
  for (const file of [...NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))), ...places]) {
    if (await canRun(file)) return file
  }
  throw new EvalError('config', 'Found no Chromium to print the PDF with; expected one of its names on PATH or CHROMIUM_PATH', {
    hint: 'Install Chromium or Chrome (Debian: `apt-get install chromium`), or open report.html in a browser and print it to PDF.',
  })
}
