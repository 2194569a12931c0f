import { describe, expect, it } from 'vitest'
import { faultsOf, judge } from '../testing/judge.ts'
import type { Facts } from '../testing/judge.ts'

const passed = 'passed'
const failed = 'failed'
const undecided = 'undecided'
type Example = [args: Record<string, unknown>, facts: Facts, verdict: string]

const timings = { startedAt: '2026-11-01T00:00:00.000Z', queueMs: 0, firstByteMs: 10, firstTokenMs: 20, latencyMs: 100 }

describe('latency', () => {
  it.each<Example>([
    [{ maxMs: 100 }, { timings: { ...timings, latencyMs: 100 } }, passed],
    [{ maxMs: 100 }, { timings: { ...timings, latencyMs: 100.5 } }, failed],
    [{ maxMs: 100 }, { timings: { ...timings, latencyMs: null } }, undecided],
    [{ maxMs: 100, not: true }, { timings: { ...timings, latencyMs: null } }, undecided],
    [{ firstTokenMaxMs: 20 }, { timings: { ...timings, firstTokenMs: 20 } }, passed],
    [{ firstTokenMaxMs: 20 }, { timings: { ...timings, firstTokenMs: 21 } }, failed],
    [{ firstTokenMaxMs: 20 }, { timings: { ...timings, firstTokenMs: null } }, undecided],
    [{ maxMs: 100 }, { timings: { ...timings, firstTokenMs: null } }, passed],
    [{ firstTokenMaxMs: 20 }, { timings: { ...timings, latencyMs: null } }, passed],
    [{ maxMs: 50, firstTokenMaxMs: 10 }, { timings: { ...timings, latencyMs: 60, firstTokenMs: 5 } }, failed],
    [{ maxMs: 50, firstTokenMaxMs: 10 }, { timings: { ...timings, latencyMs: 40, firstTokenMs: 5 } }, passed],
    [{ maxMs: 100, not: true }, { timings: { ...timings, latencyMs: 200 } }, passed],
  ])('%j on %j: %s', async (args, facts, verdict) => expect(await judge({ kind: 'latency', ...args }, facts)).toMatchObject({ verdict }))

  it('shows the times and the limits', async () => {
    expect((await judge({ kind: 'latency', maxMs: 50, firstTokenMaxMs: 10 }, { timings })).message).toBe(
      'found 100 ms, first token 20 ms, expected at most 50 ms, first token at most 10 ms',
    )
    expect((await judge({ kind: 'latency', maxMs: 50 }, { timings: { ...timings, latencyMs: null } })).message).toBe(
      'the latency is not known',
    )
    expect((await judge({ kind: 'latency', firstTokenMaxMs: 5 }, { timings: { ...timings, firstTokenMs: null } })).message).toBe(
      'the time of the first token is not known',
    )
  })

  it('wants a limit', () => {
    expect(faultsOf({ kind: 'latency' })).toEqual([' | the check: expected `maxMs` or `firstTokenMaxMs`'])
    expect(faultsOf({ kind: 'latency', maxMs: 0 })).toEqual(['maxMs | maxMs: found 0, expected more than 0'])
  })
})
