import { expect, test } from 'vitest'
import { sampleLine } from './sample-line.ts'
import { virtualRun } from './testing/virtual-run.ts'

test('a line holds all of a sample as JSON, times to the microsecond', async () => {
  const { samples } = await virtualRun({ stop: { requests: 1 } }, { perTokenMs: 10.000_123_4, tokens: 3 })
  const [sample] = samples
  if (!sample) throw new Error('nothing was measured')
  const line = sampleLine(sample)
  expect(JSON.parse(JSON.stringify(line))).toEqual(line)
  expect(Object.keys(line).sort()).toEqual([...Object.keys(sample), 'schema'].sort())
  expect(line).toMatchObject({ schema: 'taskbench/sample@1', gapsMs: [10, 10], latencyMs: 120, usage: { outputTokens: 3 }, error: null })
})
