import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { claimRun } from './claim-run.ts'
import { writeHeaderFile } from './header-file.ts'
import { headerFile } from './run-paths.ts'
import { requireSameShards } from './same-shards.ts'
import { generatedHeader } from './testing/generated-records.ts'

function results(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'taskbench-shards-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const of2 = (index: number) => ({ index, count: 2 })

test('a run that was begun in shards goes on in them, and is refused otherwise, with the command for the shard that has not ended', async () => {
  const folder = results()
  await writeHeaderFile(folder, generatedHeader({ runId: 'r', shard: of2(1), status: 'complete' }))
  await writeHeaderFile(folder, generatedHeader({ runId: 'r', shard: of2(2), status: 'interrupted' }))
  await requireSameShards(folder, 'r', of2(1))
  await expect(requireSameShards(folder, 'r', null)).rejects.toMatchObject({
    kind: 'config',
    message: 'Found the run r begun in 2 shards, expected it to go on so, not unsharded',
    hint: expect.stringMatching(/^To go on: .*--shard=2\/2 --reporter=blob$/),
  })
  await expect(requireSameShards(folder, 'r', { index: 1, count: 3 })).rejects.toMatchObject({
    message: 'Found the run r begun in 2 shards, expected it to go on so, not in 3 shards',
  })
  // A damaged header is one that has not ended.
  writeFileSync(headerFile(folder, 'r', of2(1)), '{')
  await requireSameShards(folder, 'r', of2(1))
  await expect(requireSameShards(folder, 'r', null)).rejects.toMatchObject({
    hint: expect.stringMatching(/--shard=1\/2.* \(and so for 2\/2\)$/),
  })
})

test('a run that was begun whole is refused as a shard', async () => {
  const folder = results()
  await requireSameShards(folder, 'r', of2(1))
  await writeHeaderFile(folder, generatedHeader({ runId: 'r' }))
  await requireSameShards(folder, 'r', null)
  await expect(requireSameShards(folder, 'r', of2(1))).rejects.toMatchObject({
    message: 'Found the run r begun unsharded, expected it to go on so, not in 2 shards',
    hint: expect.stringMatching(/^To go on: (?!.*shard=)/),
  })
})

test('shards that a whole run was mixed with can go on', async () => {
  const folder = results()
  await writeHeaderFile(folder, generatedHeader({ runId: 'r' }))
  await writeHeaderFile(folder, generatedHeader({ runId: 'r', shard: of2(2) }))
  await requireSameShards(folder, 'r', of2(2))
})

test('what is written beside a run in shards needs no shard', async () => {
  const folder = results()
  for (const index of [1, 2]) await writeHeaderFile(folder, generatedHeader({ runId: 'r', shard: of2(index), status: 'complete' }))
  const claim = { resultsFolder: folder, runId: 'r', shard: null, concurrency: 1 }
  await expect(claimRun(claim)).rejects.toThrow('begun in 2 shards')
  ;(await claimRun({ ...claim, isBeside: true })).release()
})
