import { expect, test } from 'vitest'
import { sampleLine } from './sample-line.ts'
import { virtualRun } from './testing/virtual-run.ts'

test('a line holds all of a sample as JSON, times to the microsecond', async () => {
  const { samples } = await virtualRun({ stop: { requests: 1 } }, { perTokenMs: 10.000_123_4, tokens: 3 })
  const [first] = samples
  if (!first) throw new Error('nothing was measured')
  const sample = { ...first, server: { totalMs: 119.000_000_4, loadMs: null, timePerOutputTokenMs: 9 } }
  const line = sampleLine(sample)
  expect(JSON.parse(JSON.stringify(line))).toEqual(line)
  expect(Object.keys(line).sort()).toEqual([...Object.keys(sample), 'schema'].sort())
  expect(line.server).toEqual({ totalMs: 119, loadMs: null, timePerOutputTokenMs: 9 })
  expect(line).toMatchObject({
    schema: 'taskbench/sample@1',
    gapsMs: [10, 10],
    gapTokens: [1, 1],
    latencyMs: 120,
    usage: { outputTokens: 3 },
    error: null,
  })
})
