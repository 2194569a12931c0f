import type { Sample } from '../schema/sample.ts'
import { roundMs } from '../time/round-ms.ts'

/** `taskbench/sample@1`: a line of `samples.jsonl`, one for every request that was sent, in whatever phase. */
export interface SampleLine extends Omit<Sample, 'gapsMs' | 'gapTokens'> {
  schema: 'taskbench/sample@1'
  gapsMs: number[]
  gapTokens: number[] | null
}

/** A sample as it is written: times to the microsecond. */
export function sampleLine(sample: Sample): SampleLine {
  const line: Record<string, unknown> = { schema: 'taskbench/sample@1' }
  for (const name in sample) {
    const value = sample[name as keyof Sample]
    line[name] = typeof value === 'number' ? roundMs(value) : value
  }
  line['gapsMs'] = Array.from(sample.gapsMs, roundMs)
  const { server } = sample
  if (server)
    line['server'] = Object.fromEntries(Object.entries(server).map(([name, ms]) => [name, typeof ms === 'number' ? roundMs(ms) : ms]))
  line['gapTokens'] = sample.gapTokens && [...sample.gapTokens]
  return line as unknown as SampleLine
}
