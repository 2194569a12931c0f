import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ClientWatch } from './client-watch.ts'

test('a report tells the memory always, and names profiles where they were asked for', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'taskbench-client-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const bare = await (await ClientWatch.start({ cpu: false, heap: false })).stop(folder)
  expect(Object.keys(bare)).toEqual(['memory'])
  expect(await readdir(folder)).toEqual([])
  const { memory, profiles } = await (await ClientWatch.start({ cpu: true, heap: true })).stop(folder)
  expect(memory).toEqual({
    retainedHeapBytes: expect.any(Number) as number,
    peakHeapBytes: expect.any(Number) as number,
    peakRssBytes: expect.any(Number) as number,
    samples: 2,
  })
  expect(profiles).toEqual(['client.cpuprofile', 'client.heapprofile'])
})
