import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ClientProfiler } from './client-profiler.ts'

const folder = async () => {
  const path = await mkdtemp(join(tmpdir(), 'taskbench-profiles-'))
  onTestFinished(() => rm(path, { recursive: true }))
  return join(path, 'run')
}

/** Works until the processor has been busy with it for so long. */
function burnTheProcessor(cpuMs: number): number {
  const { user } = process.cpuUsage()
  let sum = 0
  while (process.cpuUsage().user - user < cpuMs * 1000) for (let i = 0; i < 1e5; i++) sum += Math.sqrt(i)
  return sum
}

test('a CPU profile names the function that the time went to, in the standard format', async () => {
  const profiler = await ClientProfiler.start({ cpu: true, heap: false })
  burnTheProcessor(100)
  const run = await folder()
  expect(await profiler.stop(run)).toEqual(['client.cpuprofile'])
  const profile = JSON.parse(await readFile(join(run, 'client.cpuprofile'), 'utf8')) as {
    nodes: { id: number; callFrame: { functionName: string } }[]
    samples: number[]
    timeDeltas: number[]
    startTime: number
    endTime: number
  }
  expect(profile.endTime).toBeGreaterThan(profile.startTime)
  expect(profile.samples.length).toBe(profile.timeDeltas.length)
  const node = profile.nodes.find(({ callFrame }) => callFrame.functionName === 'burnTheProcessor')
  expect(profile.samples).toContain(node?.id)
})

test('a heap profile names the function whose objects are still there', async () => {
  const profiler = await ClientProfiler.start({ cpu: false, heap: true })
  const held = holdMemory()
  const run = await folder()
  expect(await profiler.stop(run)).toEqual(['client.heapprofile'])
  expect(await readFile(join(run, 'client.heapprofile'), 'utf8')).toContain('"functionName":"holdMemory"')
  expect(held).toHaveLength(200_000)
})

test('both at once, and nothing where nothing was asked for', async () => {
  const run = await folder()
  const profiler = await ClientProfiler.start({ cpu: true, heap: true })
  expect(await profiler.stop(run)).toEqual(['client.cpuprofile', 'client.heapprofile'])
  expect((await readdir(run)).sort()).toEqual(['client.cpuprofile', 'client.heapprofile'])
  const none = await ClientProfiler.start({ cpu: false, heap: false })
  expect(await none.stop(run)).toEqual([])
})

function holdMemory(): object[] {
  return Array.from({ length: 200_000 }, (_, index) => ({ index, text: `number ${index}` }))
}
