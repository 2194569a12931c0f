import type { OutputFormat } from '../src/schema/output-format.ts'
import { csvFormat } from './csv.ts'
import { htmlFormat } from './html.ts'
import { jsonFormat } from './json.ts'
import { markdownFormat } from './markdown.ts'
import { violationsCsvFormat } from './violations-csv.ts'

/** All formats of the report; the keys are their legal names. */
export const outputFormats = {
  json: jsonFormat,
  csv: csvFormat,
  violations: violationsCsvFormat,
  markdown: markdownFormat,
  html: htmlFormat,
} satisfies Record<string, OutputFormat>
