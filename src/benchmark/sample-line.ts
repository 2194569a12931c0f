import type { Sample } from '../schema/sample.ts'
import { roundMs } from '../time/round-ms.ts'

/** `taskbench/sample@1`: a line of `samples.jsonl`, one for every request that was sent, in whatever phase. */
export interface SampleLine extends Omit<Sample, 'gapsMs'> {
  schema: 'taskbench/sample@1'
  gapsMs: number[]
}

/** A sample as it is written: times to the microsecond. */
export function sampleLine(sample: Sample): SampleLine {
  const line: Record<string, unknown> = { schema: 'taskbench/sample@1' }
  for (const name in sample) {
    const value = sample[name as keyof Sample]
    line[name] = typeof value === 'number' ? roundMs(value) : value
  }
  line['gapsMs'] = Array.from(sample.gapsMs, roundMs)
  return line as unknown as SampleLine
}
