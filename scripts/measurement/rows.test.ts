import { expect, test } from 'vitest'
import { fidelity } from './fidelity.ts'
import { cellsOf, finding, holds, timing } from './finding.ts'
import type { Finding } from './finding.ts'
import { starved } from './many-streams.ts'
import { slowServer } from './schedule.ts'

/** What falls short on whatever machine: times are for `npm run verify:measurement`, on one that has nothing else to do. */
const short = (found: readonly Finding[]) => found.filter((each) => !each.isTiming && !holds(each)).map(cellsOf)

test('a finding within and outside of its bounds, and one that is missing', () => {
  expect(cellsOf(finding('a', 3, 'ms', { least: 1, most: 3 }))).toEqual(['a', '3 ms', '≥ 1, ≤ 3', 'ok'])
  expect(cellsOf(timing('a', 3.25, 'ms', { most: 3 }))).toEqual(['a', '3.250 ms', '≤ 3', 'FALLS SHORT'])
  expect(cellsOf(finding('a', null, '', { least: 8, most: 8 }))).toEqual(['a', 'missing', '= 8', 'FALLS SHORT'])
  expect(cellsOf(finding('a', 0, ''))).toEqual(['a', '0', '–', 'for information'])
})

test('counts are exact, and no figure lies below what the server kept: gaps that differ, several tokens in a chunk', async () => {
  const profile = { name: 'short', firstMs: 120, gapsMs: [60, 15], tokensPerChunk: [3, 1, 2], tokens: 13 }
  expect(short(await fidelity(profile, 3, 3))).toEqual([])
})

test('a starved client says that its run is suspect', async () => {
  expect(short(await starved(1))).toEqual([])
})

test('a slow server asked faster than it answers: service and time from schedule are both reported, and the run is flagged', async () => {
  expect(short(await slowServer())).toEqual([])
})
