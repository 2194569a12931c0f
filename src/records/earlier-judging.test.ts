import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readEarlierJudging } from './earlier-judging.ts'
import { openFileJournal } from './file-journal.ts'
import { journalFile } from './run-paths.ts'
import { generatedTrial } from './testing/generated-records.ts'

const root = mkdtempSync(path.join(tmpdir(), 'taskbench-judging-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const journal = async (runId: string, phases: ('judge' | 'execution')[]) => {
  const file = openFileJournal({ file: journalFile(root, runId) })
  for (const [index, phase] of phases.entries()) {
    const { call } = generatedTrial({ case: `${runId} ${index}`, trial: index })
    await file.append({ ...call, phase, model: phase === 'judge' ? 'referee' : 'mini' })
  }
  await file.close()
}

test('what judges used stands in the journals of earlier runs, by task and judge', async () => {
  await journal('new', ['judge', 'execution', 'judge'])
  await journal('old', ['judge', 'judge', 'judge'])
  expect(await readEarlierJudging(root, ['new', 'old', 'gone', '../..'])).toEqual([
    {
      task: 'triage',
      model: 'referee',
      simulated: true,
      calls: 2,
      inputTokens: 120,
      outputTokens: { mean: 8, p95: 8 },
      costNanoUsd: 21_000,
    },
  ])
})

test('fewer than three calls say nothing', async () => {
  expect(await readEarlierJudging(root, ['new'])).toEqual([])
})
