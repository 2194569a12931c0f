import { describe, expect, it } from 'vitest'
import { faultsOf, judge } from '../testing/judge.ts'
import type { Facts } from '../testing/judge.ts'

const passed = 'passed'
const failed = 'failed'
const undecided = 'undecided'
type Example = [args: Record<string, unknown>, facts: Facts, verdict: string]

describe('cost', () => {
  it.each<Example>([
    [{ maxUsd: 0.01 }, { costNanoUsd: 10_000_000 }, passed],
    [{ maxUsd: 0.01 }, { costNanoUsd: 10_000_001 }, failed],
    [{ maxUsd: 0.01 }, { costNanoUsd: 0 }, passed],
    [{ maxUsd: 0 }, { costNanoUsd: 0 }, passed],
    [{ maxUsd: 0 }, { costNanoUsd: 1 }, failed],
    [{ maxUsd: 0.01 }, {}, undecided],
    [{ maxUsd: 0.01, not: true }, {}, undecided],
    [{ maxUsd: 0.01, not: true }, { costNanoUsd: 20_000_000 }, passed],
    [{ maxUsd: 0.07 }, { costNanoUsd: 70_000_000 }, passed],
    [{ maxUsd: 1_000 }, { costNanoUsd: 999_000_000_000 }, passed],
    [{ maxUsd: 1e-9 }, { costNanoUsd: 2 }, failed],
  ])('%j on %j: %s', async (args, facts, verdict) => expect(await judge({ kind: 'cost', ...args }, facts)).toMatchObject({ verdict }))

  it('shows the price without rounding it away', async () => {
    expect((await judge({ kind: 'cost', maxUsd: 0.0000001 }, { costNanoUsd: 1_500 })).message).toBe(
      'found $0.0000015, expected at most $0.0000001',
    )
    expect((await judge({ kind: 'cost', maxUsd: 1 }, { costNanoUsd: 2e9 })).message).toBe('found $2, expected at most $1')
    expect((await judge({ kind: 'cost', maxUsd: 1 }, {})).message).toBe('the price of the answer is not known')
  })

  it('wants a limit', () => expect(faultsOf({ kind: 'cost' })).toEqual([' | maxUsd is missing, expected a number']))
})
