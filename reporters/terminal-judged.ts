import { judgedRates } from '../src/report/judged-rates.ts'
import type { Result } from '../src/schema/report.ts'
import { oneLine } from './one-line.ts'
import { wrapText } from './wrap-text.ts'

/** So many pass rates are shown. */
const MOST_RATES = 6

/** Pass rates of a task's checks that a calibrated judge decided: as judged, and as people would find them. */
export function judgedLines(results: readonly Result[], width: number): string[] {
  const rates = judgedRates(results)
  const lines = rates.slice(0, MOST_RATES).flatMap(({ model, check, raw, corrected, sensitivity, specificity, labels }) => {
    const who = `${oneLine(check, 40)} · ${oneLine(model, 60)}`
    const errors = `sensitivity ${sensitivity}, specificity ${specificity}, ${labels}`
    return wrapText(`  ${who}: passed ${raw} as judged, ${corrected} corrected for the judge's errors (${errors})`, width, '    ')
  })
  const more = rates.length - MOST_RATES
  return [...lines, ...(more > 0 ? [`  and ${more} more in the report`] : [])]
}
