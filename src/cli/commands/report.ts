import path from 'node:path'
import { loadConfig } from '../../config/load-config.ts'
import { openFileRecordStore } from '../../records/file-record-store.ts'
import { findRun } from '../../records/find-run.ts'
import { recordsFolder } from '../../records/run-paths.ts'
import { EvalError } from '../../schema/eval-error.ts'
import { baselinesOf } from '../../../reporters/baselines-of.ts'
import { findChromium } from '../../../reporters/pdf/find-chromium.ts'
import { outputFormats } from '../../../reporters/output-formats.ts'
import { renderComparison } from '../../../reporters/terminal.ts'
import { writeReports } from '../../../reporters/write-reports.ts'

/** `taskbench report`: a stored run's report, computed again from its records; nothing is asked. */
export async function report(id: string, options: { results?: string; format?: string }): Promise<void> {
  const config = options.results === undefined ? await loadConfig({ root: process.cwd(), env: process.env }) : null
  const { root, resultsFolder } = config ?? { root: process.cwd(), resultsFolder: options.results as string }
  const { formats, pdf } = formatsOf(options.format)
  const chromium = pdf ? await findChromium(process.env) : null
  const found = await findRun(resultsFolder, id)
  for (const useCase of found.useCases) {
    const store = openFileRecordStore({ resultsFolder, runId: found.runId, useCase })
    const folder = recordsFolder(resultsFolder, useCase, found.runId)
    const written = await writeReports({ store, folder, formats, baselines: await baselinesOf(store, root) })
    await store.close()
    const color = process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined
    process.stdout.write(`${renderComparison(written.report, { width: process.stdout.columns ?? 100, color })}\n`)
    for (const { file } of written.files) process.stdout.write(`${file}\n`)
    if (chromium !== null) process.stdout.write(`${await printedReport(folder, chromium)}\n`)
  }
}

async function printedReport(folder: string, program: string): Promise<string> {
  const { printPdf } = await import('../../../reporters/pdf/print-pdf.ts')
  const pdf = path.join(folder, 'report.pdf')
  await printPdf({ html: path.join(folder, outputFormats.html.fileName), pdf, program })
  return pdf
}

/** A PDF is report.html, printed: that is written too. */
function formatsOf(text: string | undefined): { formats: (keyof typeof outputFormats)[]; pdf: boolean } {
  const formats = Object.keys(outputFormats) as (keyof typeof outputFormats)[]
  if (text === undefined) return { formats, pdf: false }
  const names = [...new Set(text.split(',').map((name) => name.trim()))]
  const legal = [...formats, 'pdf']
  const unknown = names.find((name) => !legal.includes(name))
  if (unknown !== undefined) throw new EvalError('config', `there is no report format ${unknown}`, { hint: `legal: ${legal.join(', ')}` })
  const pdf = names.includes('pdf')
  return { formats: formats.filter((format) => names.includes(format) || (pdf && format === 'html')), pdf }
}
