import { expect, test } from 'vitest'
import type { Sample } from '../schema/sample.ts'
import type { ServerTimings } from '../schema/stream-watch.ts'
import { CellFigures } from './cell-figures.ts'
import { testScenario, virtualRun } from './testing/virtual-run.ts'

async function figuresOf(changed: Partial<Sample>[]) {
  const { samples } = await virtualRun({ stop: { requests: 1 } })
  const [sample] = samples
  if (!sample) throw new Error('nothing was measured')
  const figures = new CellFigures()
  figures.nextBlock()
  for (const change of changed) figures.add({ ...sample, ...change })
  return figures.distributions(testScenario({ percentiles: [50] }))
}

test('a gap counts once for each of the tokens that end it, beside the gaps as they came', async () => {
  const { gapMs, tokenGapMs } = await figuresOf([
    { gapsMs: Float64Array.of(40, 60), gapTokens: Uint32Array.of(4, 1) },
    { gapsMs: Float64Array.of(30), gapTokens: null },
  ])
  expect([gapMs?.n, gapMs?.max, gapMs?.quantiles[0]?.value]).toEqual([3, 60, 40])
  expect([tokenGapMs?.n, tokenGapMs?.max, tokenGapMs?.quantiles[0]?.value]).toEqual([5, 60, 10])
  expect(tokenGapMs?.mean).toBeCloseTo((40 + 60) / 5, 9)
})

test('without counts of tokens with every part there is no gap between tokens', async () => {
  const { gapMs, tokenGapMs } = await figuresOf([{ gapsMs: Float64Array.of(30), gapTokens: null }])
  expect([gapMs?.n, tokenGapMs]).toEqual([1, undefined])
})

test('what servers say of their own time has figures of its own, and only where they say it', async () => {
  const server: ServerTimings = { totalMs: 180, loadMs: 8_000, timePerOutputTokenMs: 9 }
  const found = await figuresOf([{ server }, { server: { ...server, loadMs: 0, timePerOutputTokenMs: null } }, { server: null }])
  const { serverTotalMs, serverLoadMs, serverTimePerOutputTokenMs } = found
  expect([serverTotalMs?.n, serverTotalMs?.missing, serverTotalMs?.mean]).toEqual([2, 1, 180])
  expect([serverLoadMs?.min, serverLoadMs?.max]).toEqual([0, 8_000])
  expect([serverTimePerOutputTokenMs?.n, serverTimePerOutputTokenMs?.missing]).toEqual([1, 2])
  expect(Object.keys(await figuresOf([{}])).filter((name) => name.startsWith('server'))).toEqual([])
})
