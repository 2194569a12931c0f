import { setImmediate as afterThisTurn } from 'node:timers/promises'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { CallLanes } from './call-lanes.ts'
import type { Slot } from './lane.ts'

type Outcome = 'answered' | 'refused' | 'failed' | 'put back'

/** Jobs that run until they are told how they end. */
class Bench {
  readonly lanes: CallLanes
  readonly #names: string[]
  readonly #concurrency: number
  readonly #running: { name: string; end: (outcome: Outcome) => void }[] = []
  readonly started: { name: string; nth: number }[] = []
  readonly #asked = new Map<string, number>()

  constructor(concurrency: number, limits: readonly number[]) {
    this.#concurrency = concurrency
    this.lanes = new CallLanes(concurrency)
    this.#names = limits.map((_, index) => `lane-${index}`)
    for (const [index, limit] of limits.entries())
      this.lanes.addLane(`lane-${index}`, { concurrency: limit, requestsPerMinute: null, tokensPerMinute: null })
  }

  get running(): number {
    return this.#running.length
  }

  ask(lane: number): void {
    const name = this.#names[lane % this.#names.length] as string
    const nth = (this.#asked.get(name) ?? 0) + 1
    this.#asked.set(name, nth)
    this.#run(name, nth, false)
  }

  end(which: number, outcome: Outcome): void {
    const [job] = this.#running.length === 0 ? [] : this.#running.splice(which % this.#running.length, 1)
    job?.end(outcome)
  }

  /** Lanes in which a call waits although there is a slot for it; what is in flight beyond the limits. */
  wrong(): string[] {
    const { inFlight: all } = this.lanes
    const idle = this.#names.filter((name) => {
      const { waiting, inFlight, allowed } = this.lanes.state(name)
      return waiting > 0 && inFlight < allowed && all < this.#concurrency
    })
    return all > this.#concurrency || all !== this.#running.length ? [...idle, `${all} in flight`] : idle
  }

  #run(name: string, nth: number, ahead: boolean): void {
    void this.lanes
      .run(name, (slot) => this.#job(name, nth, slot), { ahead })
      .then((outcome) => {
        if (outcome === 'put back') this.#run(name, nth, true)
      })
  }

  async #job(name: string, nth: number, slot: Slot): Promise<Outcome> {
    this.started.push({ name, nth })
    const outcome = await new Promise<Outcome>((end) => this.#running.push({ name, end }))
    if (outcome === 'answered') slot.answered(10)
    if (outcome === 'refused' || outcome === 'put back') slot.refused(0, () => 0)
    return outcome
  }
}

const outcome = fc.constantFrom<Outcome>('answered', 'answered', 'answered', 'refused', 'failed', 'put back')
const step = fc.oneof(
  fc.record({ ask: fc.nat({ max: 3 }), times: fc.integer({ min: 1, max: 8 }) }),
  fc.record({ end: fc.nat({ max: 30 }), outcome }),
)

test('no call waits while a slot is free for it, whatever its lane has met, and none is lost', async () => {
  const limits = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 12 }), limits, fc.array(step, { maxLength: 60 }), async (concurrency, each, steps) => {
      const bench = new Bench(concurrency, each)
      let asked = 0
      for (const next of steps) {
        if ('ask' in next) {
          for (let time = 0; time < next.times; time++) bench.ask(next.ask)
          asked += next.times
        } else bench.end(next.end, next.outcome)
        await afterThisTurn()
        expect(bench.wrong()).toEqual([])
      }
      while (bench.running > 0) {
        bench.end(0, 'answered')
        await afterThisTurn()
        expect(bench.wrong()).toEqual([])
      }
      expect(bench.lanes.waiting).toBe(0)
      expect(new Set(bench.started.map(({ name, nth }) => `${name} ${nth}`)).size).toBe(asked)
    }),
    { numRuns: 60 },
  )
})

test('first come, first served in a lane; lanes that wait have equal shares of the whole', async () => {
  const shape = fc.record({ concurrency: fc.integer({ min: 1, max: 6 }), lanes: fc.integer({ min: 2, max: 4 }) })
  await fc.assert(
    fc.asyncProperty(shape, fc.array(fc.nat({ max: 30 }), { minLength: 30, maxLength: 60 }), async ({ concurrency, lanes }, ends) => {
      const bench = new Bench(concurrency, Array<number>(lanes).fill(100))
      for (let call = 0; call < 100; call++) for (let lane = 0; lane < lanes; lane++) bench.ask(lane)
      const counts = new Map<string, number>()
      let seen = 0
      for (const end of ends) {
        bench.end(end, 'answered')
        await afterThisTurn()
        for (const { name, nth } of bench.started.slice(seen)) {
          expect(nth).toBe((counts.get(name) ?? 0) + 1)
          counts.set(name, nth)
        }
        seen = bench.started.length
        // The first calls came while there was room: from then on nobody is ahead by more than that.
        const shares = Array.from({ length: lanes }, (_, lane) => counts.get(`lane-${lane}`) ?? 0)
        expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(concurrency + 1)
      }
    }),
    { numRuns: 40 },
  )
})
