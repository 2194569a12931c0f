import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CallRecord } from '../schema/call.ts'
import type { TrialDetail } from '../schema/record-store.ts'
import { EarlyDetails } from './early-details.ts'
import { compareTrials, trialKeyText } from './record-order.ts'
import { generatedTrial } from './testing/generated-records.ts'

const made = (count: number, model = 'sim:careful') =>
  Array.from({ length: count }, (_, index) => generatedTrial({ case: `case-${index}`, model }))

/** A run whose calls are all there, read while its trials come. */
function reading({ isWhole = true, areTrialsHeld = true, calls = [] as CallRecord[] | null } = {}) {
  const early = new EarlyDetails({
    quiet: async () => undefined,
    ownTrials: { from: () => (areTrialsHeld ? [] : null) },
    ownCalls: () => ({ from: (first) => calls && calls.slice(first) }),
    isWhole: async () => isWhole,
  })
  const given: TrialDetail[] = []
  const read = (async () => {
    for await (const detail of early) given.push(detail)
  })()
  read.catch(() => undefined)
  return { early, given, read, calls }
}

const names = (details: readonly TrialDetail[]) => details.map(({ trial }) => trialKeyText(trial))

describe('details of a run that goes on', () => {
  it('come in the order of the store whatever the order near each other, each with its calls', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 50 }), fc.integer(), async (count, size, seed) => {
        const all = [...made(count), ...made(count, 'sim:hasty')]
        const { early, given, read, calls } = reading()
        early.plan('triage', ['sim:hasty', 'sim:careful'], count)
        calls?.push(...all.map(({ call }) => call))
        const shuffled = all.map((each, index) => ({ each, at: index + ((index * 7919 + seed) % size) })).sort((a, b) => a.at - b.at)
        for (const { each } of shuffled) early.take([each.trial])
        expect(await early.end()).toBe(true)
        await read
        expect(names(given)).toEqual(
          all
            .map(({ trial }) => trial)
            .sort(compareTrials)
            .map(trialKeyText),
        )
        expect(given.every(({ trial, calls: own }) => own[0]?.callId === trial.callIds[0])).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  it('are given before the run has ended, but for those that earlier ones may still come before', async () => {
    const { early, given, calls } = reading()
    early.plan('triage', ['sim:careful'], 10_000)
    const all = made(4_000)
    calls?.push(...all.map(({ call }) => call))
    early.take(all.map(({ trial }) => trial))
    await expect.poll(() => given.length).toBeGreaterThan(2_000)
    expect(given.length).toBeLessThan(4_000)
    expect(await early.end()).toBe(true)
    await expect.poll(() => given.length).toBe(4_000)
  })

  it('of one model are given whole when all its trials are there', async () => {
    const { early, given, calls } = reading()
    early.plan('triage', ['sim:careful', 'sim:hasty'], 10)
    const all = made(10)
    calls?.push(...all.map(({ call }) => call))
    early.take(all.map(({ trial }) => trial))
    await expect.poll(() => given.length).toBe(10)
  })

  const ends = async ({ early, read }: ReturnType<typeof reading>) => {
    expect(await early.end()).toBe(false)
    await expect(read).rejects.toThrow('came in another order')
  }

  it('end where a trial comes after later ones were given', async () => {
    const run = reading()
    run.early.plan('triage', ['sim:careful'], 10_000)
    const all = made(4_000)
    run.calls?.push(...all.map(({ call }) => call))
    run.early.take(all.slice(1).map(({ trial }) => trial))
    await expect.poll(() => run.given.length).toBeGreaterThan(0)
    run.early.take(all.slice(0, 1).map(({ trial }) => trial))
    await ends(run)
  })

  it('end where trials are not held any more', async () => {
    const run = reading({ areTrialsHeld: false })
    run.early.plan('triage', ['sim:careful'], 2)
    const all = made(2)
    run.calls?.push(...all.map(({ call }) => call))
    run.early.take(all.map(({ trial }) => trial))
    await ends(run)
  })

  it.each([
    ['a trial is there twice', (run: ReturnType<typeof reading>) => run.early.take([made(1), made(1)].flat().map(({ trial }) => trial))],
    ['a call is missing', (run: ReturnType<typeof reading>) => (run.calls?.splice(0), run.early.take(made(2).map(({ trial }) => trial)))],
  ])('end where %s', async (_, act) => {
    const run = reading()
    run.calls?.push(...made(2).map(({ call }) => call))
    run.early.plan('triage', ['sim:careful'], 2)
    act(run)
    await expect(run.read).rejects.toThrow('came in another order')
    expect(await run.early.end()).toBe(false)
  })

  it.each([
    ['nobody has planned a task', reading(), () => undefined],
    ['the calls are not held', reading({ calls: null }), (run: ReturnType<typeof reading>) => run.early.plan('triage', ['sim:careful'], 1)],
    ['something else is stored', reading({ isWhole: false }), () => undefined],
    [
      'a task is planned twice',
      reading(),
      (run: ReturnType<typeof reading>) => [1, 2].forEach(() => run.early.plan('triage', ['sim:careful'], 1)),
    ],
  ])('end where %s', async (_, run, act) => {
    act(run)
    run.early.take(made(1).map(({ trial }) => trial))
    await ends(run)
  })

  it('end where a task is planned late that stands before one that was given', async () => {
    const run = reading()
    run.calls?.push(...made(1).map(({ call }) => call))
    run.early.plan('triage', ['sim:careful'], 1)
    run.early.take(made(1).map(({ trial }) => trial))
    await expect.poll(() => run.given.length).toBe(1)
    run.early.plan('answers', ['sim:careful'], 1)
    await ends(run)
  })

  it('end where nobody wants them any more, and nothing is held', async () => {
    const run = reading()
    run.early.plan('triage', ['sim:careful'], 10)
    run.early.take(made(1).map(({ trial }) => trial))
    run.early.abandon()
    await ends(run)
    expect(run.given).toEqual([])
  })
})
