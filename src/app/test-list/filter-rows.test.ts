import { describe, expect, it } from 'vitest'
import { SearchText } from '../data/search-text.ts'
import type { TestRow } from '../data/test-row.ts'
import { sampleRows } from '../testing/sample-rows.ts'
import { HOME } from '../location/app-location.ts'
import { filterRows } from './filter-rows.ts'

const unpacked = (all: TestRow[]) => {
  const text = new SearchText()
  text.add(all.map(({ search }) => search))
  return { all, text }
}
const rows = unpacked(sampleRows(20))

describe('filterRows', () => {
  it('keeps all rows without a filter', () => {
    expect(filterRows(rows, HOME)).toEqual(rows.all)
  })

  it('narrows by task, model, outcome and tag together', () => {
    const found = filterRows(rows, { ...HOME, task: 'ticket-triage', model: 'sim:hasty', outcome: 'failed', tag: 'outage' })
    expect(found.length).toBeGreaterThan(0)
    for (const { outcome, detail } of found) {
      expect(outcome).toBe('failed')
      expect(detail.trial).toMatchObject({ task: 'ticket-triage', model: 'sim:hasty', tags: ['outage'] })
    }
  })

  it('narrows by how a check ended', () => {
    const failed = filterRows(rows, { ...HOME, check: 'no-overlap', checkVerdict: 'failed' })
    const undecided = filterRows(rows, { ...HOME, check: 'explains-rather-than-names', checkVerdict: 'undecided' })
    expect(failed.length).toBeGreaterThan(0)
    expect(failed.every(({ checks }) => checks.failed.includes('no-overlap'))).toBe(true)
    expect(undecided.every(({ checks }) => checks.undecided.includes('explains-rather-than-names'))).toBe(true)
  })

  it('finds text in answers and case ids in any case of letters', () => {
    expect(filterRows(rows, { ...HOME, query: ' TICKET-0003 ' })).toHaveLength(8)
    expect(filterRows(rows, { ...HOME, query: 'but it could also be BILLING' }).length).toBeGreaterThan(0)
    expect(filterRows(rows, { ...HOME, query: 'nowhere to be found' })).toEqual([])
  })

  it('searches 10,000 rows', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => rows.all[index % rows.all.length]).filter((row) => row !== undefined)
    expect(filterRows(unpacked(many), { ...HOME, query: 'nowhere to be found' })).toEqual([])
  })
})
