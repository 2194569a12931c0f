import { describe, expect, it } from 'vitest'
import { sampleRows } from '../testing/sample-rows.ts'
import { filterPairs, pairCases } from './pair-cases.ts'

const rows = sampleRows(40)
const wish = { task: 'ticket-triage', a: 'sonnet', b: 'sim:hasty', check: null }
const all = { flip: null, tag: null, query: '' }

describe('pairCases', () => {
  it('pairs every case of the task once, with all trials of both models', () => {
    const pairs = pairCases(rows, wish)
    expect(pairs).toHaveLength(40)
    expect(pairs.every(({ a, b }) => a.length === 2 && b.length === 2)).toBe(true)
    expect(new Set(pairs.map(({ key }) => key)).size).toBe(40)
  })

  it('says who passed more of the trials, and the contrary the other way round', () => {
    const flips = pairCases(rows, wish).map(({ flip }) => flip)
    const back = pairCases(rows, { ...wish, a: wish.b, b: wish.a }).map(({ flip }) => flip)
    expect(new Set(flips)).toContain('only-a')
    expect(back).toEqual(flips.map((flip) => (flip === 'only-a' ? 'only-b' : flip === 'only-b' ? 'only-a' : flip)))
  })

  it('sets apart cases that one model has no decided answer to', () => {
    const withoutOne = rows.filter(({ detail: { trial } }) => !(trial.model === 'sonnet' && trial.case === 'ticket-0003'))
    expect(pairCases(withoutOne, wish).find(({ caseId }) => caseId === 'ticket-0003')?.flip).toBe('apart')
  })

  it('compares by a check where one is named', () => {
    const pairs = pairCases(rows, { ...wish, check: 'right-label' })
    const differing = pairs.filter(({ flip }) => flip === 'only-a')
    expect(differing.length).toBeGreaterThan(0)
    expect(differing.every(({ b }) => b.some((row) => row.checks.failed.includes('right-label')))).toBe(true)
    expect(pairCases(rows, { ...wish, check: 'no such check' }).every(({ flip }) => flip === 'apart')).toBe(true)
  })
})

describe('filterPairs', () => {
  const pairs = pairCases(rows, wish)

  it('keeps what differs unless another kind is wanted', () => {
    const differing = filterPairs(pairs, all)
    expect(differing.length).toBeGreaterThan(0)
    expect(differing.every(({ flip }) => flip === 'only-a' || flip === 'only-b')).toBe(true)
    expect(filterPairs(pairs, { ...all, flip: 'passed' }).every(({ flip }) => flip === 'passed')).toBe(true)
  })

  it('narrows by tag and text', () => {
    const tagged = filterPairs(pairs, { ...all, flip: 'passed', tag: 'outage' })
    expect(tagged.every(({ a }) => a[0]?.detail.trial.tags.includes('outage'))).toBe(true)
    expect(filterPairs(pairs, { ...all, query: 'nowhere to be found' })).toEqual([])
  })
})
