import { queryPath } from '../paths/query-path.ts'
import type { Json } from '../schema/json.ts'
import { parseClockTime } from '../time/parse-clock-time.ts'

/** A stretch of time or of numbers, from `start` to `end`. */
export interface Span {
  start: number
  end: number
  item: Json
}

/** Spans of items, sorted by start; the items that have none (no number or time, or an end before its start) apart. */
export function spansOf(items: readonly Json[], startPath: string, endPath: string): { spans: Span[]; broken: Json[] } {
  const spans: Span[] = []
  const broken: Json[] = []
  for (const item of items) {
    const start = timeAt(item, startPath)
    const end = timeAt(item, endPath)
    if (start === null || end === null || end < start) broken.push(item)
    else spans.push({ start, end, item })
  }
  return { spans: spans.sort((a, b) => a.start - b.start || a.end - b.end), broken }
}

function timeAt(item: Json, path: string): number | null {
  const [value] = queryPath(item, path)
  return value === undefined ? null : parseClockTime(value)
}
