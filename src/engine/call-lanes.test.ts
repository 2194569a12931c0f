import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { EvalError } from '../schema/eval-error.ts'
import { CallLanes } from './call-lanes.ts'

const unlimited = (concurrency: number) => ({ concurrency, requestsPerMinute: null, tokensPerMinute: null })

/** A job that ends when told, and says whether it has begun. */
function heldJob() {
  const { promise, resolve } = Promise.withResolvers<void>()
  const job = { begun: false, end: resolve, run: () => ((job.begun = true), promise) }
  return job
}

test('no more jobs run at once than the lane and the whole allow', async () => {
  const lanes = new CallLanes(3)
  lanes.addLane('a', unlimited(2))
  lanes.addLane('b', unlimited(5))
  const jobs = { a: [heldJob(), heldJob(), heldJob()], b: [heldJob(), heldJob(), heldJob()] }
  const all = [...jobs.a.map((job) => lanes.run('a', job.run)), ...jobs.b.map((job) => lanes.run('b', job.run))]
  const begun = () => [jobs.a, jobs.b].map((list) => list.filter((job) => job.begun).length)
  expect(begun()).toEqual([2, 1])
  expect(lanes.inFlight).toBe(3)
  expect(lanes.waiting).toBe(3)
  jobs.a[0]?.end()
  await sleep(0)
  expect(lanes.inFlight).toBe(3)
  for (const job of [...jobs.a, ...jobs.b]) job.end()
  await Promise.all(all)
  await sleep(0)
  expect(lanes.inFlight).toBe(0)
})

test('a lane that is full does not hold up another', async () => {
  const lanes = new CallLanes(10)
  lanes.addLane('slow', unlimited(1))
  lanes.addLane('quick', unlimited(1))
  const slow = heldJob()
  const waiting = [lanes.run('slow', slow.run), ...Array.from({ length: 50 }, () => lanes.run('slow', async () => undefined))]
  await expect(lanes.run('quick', async () => 'done')).resolves.toBe('done')
  slow.end()
  await Promise.all(waiting)
})

test('lanes take turns when the whole is the limit', async () => {
  const lanes = new CallLanes(1)
  lanes.addLane('a', unlimited(9))
  lanes.addLane('b', unlimited(9))
  const order: string[] = []
  const job = (name: string) => async () => void order.push(name)
  await Promise.all(['a', 'a', 'a', 'b', 'b', 'b'].map((name) => lanes.run(name, job(name))))
  expect(order).toEqual(['a', 'b', 'a', 'b', 'a', 'b'])
})

test('a job that nobody wants any more is never started and rejects with the reason', async () => {
  const lanes = new CallLanes(1)
  lanes.addLane('a', unlimited(1))
  const first = heldJob()
  const running = lanes.run('a', first.run)
  const second = heldJob()
  let unwanted: Error | null = null
  const refused = lanes.run('a', second.run, { unwanted: () => unwanted })
  unwanted = new EvalError('aborted', 'not wanted any more')
  first.end()
  await running
  await expect(refused).rejects.toThrow('not wanted any more')
  expect(second.begun).toBe(false)
})

test('a job that throws gives its slot back', async () => {
  const lanes = new CallLanes(1)
  lanes.addLane('a', unlimited(1))
  await expect(lanes.run('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  await expect(lanes.run('a', async () => 1)).resolves.toBe(1)
})

test('requests per minute are kept although slots are free', async () => {
  const lanes = new CallLanes(100)
  lanes.addLane('a', { concurrency: 100, requestsPerMinute: 1_200, tokensPerMinute: null })
  const start = performance.now()
  const starts: number[] = []
  await Promise.all(Array.from({ length: 30 }, () => lanes.run('a', async () => void starts.push(performance.now() - start))))
  // A burst of a second's worth (20), then one every 50 ms: the last of 30 cannot begin before about 450 ms.
  expect(starts.at(-1)).toBeGreaterThan(400)
  expect(starts[10]).toBeLessThan(starts.at(-1) as number)
})

test('tokens that were used beyond the rate are waited for', async () => {
  const lanes = new CallLanes(100)
  lanes.addLane('a', { concurrency: 100, requestsPerMinute: null, tokensPerMinute: 60_000 })
  const start = performance.now()
  await lanes.run('a', async (slot) => slot.answered(1_200))
  await lanes.run('a', async () => undefined)
  expect(performance.now() - start).toBeGreaterThan(150)
})

test('an unknown lane is said', () => {
  expect(() => new CallLanes(1).run('x', async () => undefined)).toThrow('no lane x')
})

test('a job may go ahead of those that wait', async () => {
  const lanes = new CallLanes(1)
  lanes.addLane('a', unlimited(1))
  const order: string[] = []
  const note = (name: string) => async () => void order.push(name)
  const all = [lanes.run('a', note('first')), lanes.run('a', note('second')), lanes.run('a', note('ahead'), { ahead: true })]
  await Promise.all(all)
  expect(order).toEqual(['first', 'ahead', 'second'])
})

test('a refusal pauses its own lane, and no other', async () => {
  const lanes = new CallLanes(1)
  lanes.addLane('throttled', unlimited(4))
  lanes.addLane('quick', unlimited(4))
  await lanes.run('throttled', async (slot) => slot.refused(60_000, () => 0))
  const waiting = lanes.run('throttled', async () => undefined)
  await expect(lanes.run('quick', async () => 'done')).resolves.toBe('done')
  expect(lanes.state('throttled')).toEqual({ inFlight: 0, allowed: 2, waiting: 1 })
  lanes.closeAll(new Error('over'))
  await expect(waiting).rejects.toThrow('over')
})

test('a lane goes on after the pause that its server asked for', async () => {
  const lanes = new CallLanes(4)
  lanes.addLane('a', unlimited(4))
  const start = performance.now()
  await lanes.run('a', async (slot) => slot.refused(40, () => 0))
  await lanes.run('a', async () => undefined)
  expect(performance.now() - start).toBeGreaterThanOrEqual(39)
})

test('what a server says is left is not exceeded, whatever is in flight', async () => {
  const lanes = new CallLanes(10)
  lanes.addLane('a', unlimited(10))
  const jobs = Array.from({ length: 6 }, heldJob)
  await lanes.run('a', async (slot) => slot.told({ requests: { remaining: 2, resetMs: 50_000 }, tokens: null }))
  const all = jobs.map((job) => lanes.run('a', job.run))
  expect(jobs.filter((job) => job.begun)).toHaveLength(2)
  lanes.closeAll(new Error('over'))
  for (const job of jobs) job.end()
  expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    ...Array<string>(4).fill('rejected'),
  ])
})

test('tokens of calls in flight count as the mean of the answers so far', async () => {
  const lanes = new CallLanes(100)
  lanes.addLane('a', { concurrency: 100, requestsPerMinute: null, tokensPerMinute: 60_000 })
  await lanes.run('a', async (slot) => slot.answered(400))
  const jobs = Array.from({ length: 10 }, heldJob)
  const all = jobs.map((job) => lanes.run('a', job.run))
  // A second's worth is 1,000 tokens, of which 600 are left.
  expect(jobs.filter((job) => job.begun)).toHaveLength(1)
  for (const job of jobs) job.end()
  lanes.closeAll(new Error('over'))
  await Promise.allSettled(all)
})

/** A lane of 60,000 tokens per minute and the jobs that have started in it of ten that expect so much each. */
function tokenLane() {
  const lanes = new CallLanes(100)
  lanes.addLane('a', { concurrency: 100, requestsPerMinute: null, tokensPerMinute: 60_000 })
  const started = (prompt: number, answer = 0) => {
    const jobs = Array.from({ length: 10 }, heldJob)
    const all = jobs.map((job) => lanes.run('a', job.run, { tokens: { prompt, answer } }))
    onTestFinished(async () => {
      for (const job of jobs) job.end()
      lanes.closeAll(new Error('over'))
      await Promise.allSettled(all)
    })
    return jobs.filter((job) => job.begun).length
  }
  return { lanes, started }
}

test('before the first answer a call counts with all that it may use', () => {
  expect(tokenLane().started(100, 150)).toBe(4)
  expect(tokenLane().started(5_000, 4_096)).toBe(1)
})

test('after it, a call counts as the answers so far have, for each token of a prompt', async () => {
  const { lanes, started } = tokenLane()
  await lanes.run('a', async (slot) => slot.answered(80, 20), { tokens: { prompt: 200, answer: 4_096 } })
  // 900 of a second's worth are left, and half of a prompt counts.
  expect(started(300, 4_096)).toBe(6)
})

test('of an answer without usage the prompt counts as it was expected', async () => {
  const { lanes, started } = tokenLane()
  await lanes.run('a', async (slot) => slot.answered(null, 100), { tokens: { prompt: 400, answer: 4_096 } })
  // 500 are left.
  expect(started(100)).toBe(4)
})

test('what an answer may have used that broke off stays used; what was refused gives it back', async () => {
  const { lanes, started } = tokenLane()
  await lanes.run('a', async () => undefined, { tokens: { prompt: 900, answer: 0 } })
  await lanes.run('a', async (slot) => slot.spent(), { tokens: { prompt: 600, answer: 0 } })
  expect(started(200)).toBe(2)
})

test('an answer that says absurd numbers of tokens holds up those after it for a minute at most', async () => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const { lanes } = tokenLane()
  const tokens = { prompt: 100, answer: 0 }
  for (let index = 0; index < 9; index++) await lanes.run('a', async (slot) => slot.answered(10), { tokens })
  await lanes.run('a', async (slot) => slot.answered(99_000_000), { tokens })
  const next = lanes.run('a', async () => 'started', { tokens })
  await vi.advanceTimersByTimeAsync(62_000)
  expect(lanes.state('a').waiting).toBe(0)
  await expect(next).resolves.toBe('started')
})

test('a closed lane refuses what waits and what comes, and may be opened again', async () => {
  const lanes = new CallLanes(4)
  lanes.addLane('a', unlimited(1))
  const first = heldJob()
  const running = lanes.run('a', first.run)
  const waiting = lanes.run('a', async () => undefined)
  lanes.close('a', new Error('closed'))
  await expect(waiting).rejects.toThrow('closed')
  await expect(lanes.run('a', async () => undefined)).rejects.toThrow('closed')
  await lanes.pause('a', 60_000)
  first.end()
  await running
  lanes.reopen('a')
  await expect(lanes.run('a', async () => 'open')).resolves.toBe('open')
})

test('a pause outside of a lane ends with the lane', async () => {
  const lanes = new CallLanes(4)
  lanes.addLane('a', unlimited(1))
  const pause = lanes.pause('a', 60_000)
  lanes.close('a', new Error('closed'))
  await pause
})

test('a rate so low that it outlasts every timer keeps its calls waiting, looking once a minute', async () => {
  const lanes = new CallLanes(4)
  lanes.addLane('a', { concurrency: 4, requestsPerMinute: 1e-9, tokensPerMinute: null })
  await lanes.run('a', async () => undefined)
  const timers = vi.spyOn(globalThis, 'setTimeout')
  onTestFinished(() => timers.mockRestore())
  const waiting = Array.from({ length: 3 }, () => lanes.run('a', async () => undefined))
  expect(timers.mock.calls.map(([, delayMs]) => delayMs)).toEqual([60_000])
  expect(lanes.state('a')).toMatchObject({ waiting: 3 })
  lanes.closeAll(new Error('over'))
  for (const job of waiting) await expect(job).rejects.toThrow('over')
})

test('a lane has room where a job would start at once, and whoever listens is told of free slots', async () => {
  const lanes = new CallLanes(2)
  lanes.addLane('a', unlimited(1))
  lanes.addLane('b', unlimited(9))
  let idle = 0
  lanes.onIdle = () => idle++
  const rooms = () => [lanes.hasRoom('a'), lanes.hasRoom('b')]
  const jobs = [heldJob(), heldJob(), heldJob()]
  expect(rooms()).toEqual([true, true])
  const running = [lanes.run('a', jobs[0]?.run as () => Promise<void>)]
  expect([...rooms(), idle]).toEqual([false, true, 1])
  running.push(lanes.run('b', jobs[1]?.run as () => Promise<void>))
  expect([...rooms(), idle]).toEqual([false, false, 1])
  running.push(lanes.run('b', jobs[2]?.run as () => Promise<void>))
  jobs[1]?.end()
  await running[1]
  expect([...rooms(), idle]).toEqual([false, false, 1])
  for (const job of jobs) job.end()
  await Promise.all(running)
  await sleep(0)
  expect(rooms()).toEqual([true, true])
  lanes.close('a', new Error('closed'))
  expect(rooms()).toEqual([false, true])
})

test('while enough calls of a lane that never answered wait after a failure, only calls that were begun start in it; others are not held', async () => {
  const lanes = new CallLanes(4, 2)
  for (const name of ['dead', 'throttled', 'well']) lanes.addLane(name, unlimited(4))
  await lanes.run('well', async (slot) => slot.answered(1))
  const [once] = [lanes.pause('dead', 60_000, true)]
  expect(lanes.hasRoom('dead')).toBe(true)
  const fails = { dead: true, throttled: false, well: true }
  for (const [name, failed] of Object.entries(fails)) void lanes.pause(name, 60_000, failed)
  for (const name of ['throttled', 'well']) void lanes.pause(name, 60_000, fails[name as 'well'])
  expect(Object.keys(fails).map((name) => lanes.hasRoom(name))).toEqual([false, true, true])
  const fresh = heldJob()
  const waiting = lanes.run('dead', fresh.run)
  // A call that was begun goes on; with its answer the lane is open again.
  await lanes.run('dead', async (slot) => slot.answered(1), { ahead: true })
  await sleep(0)
  expect(fresh.begun).toBe(true)
  fresh.end()
  await waiting
  lanes.closeAll(new EvalError('aborted', 'the run was stopped'))
  await once
})
