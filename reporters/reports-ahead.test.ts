import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openFileJournal } from '../src/records/file-journal.ts'
import { openFileRecordStore } from '../src/records/file-record-store.ts'
import { journalFile } from '../src/records/run-paths.ts'
import { generatedHeader, generatedTask, generatedTrial, RUN_ID } from '../src/records/testing/generated-records.ts'
import type { RunHeader } from '../src/schema/run-header.ts'
import type { RunView } from '../src/schema/run-view.ts'
import { outputFormats } from './output-formats.ts'
import { ReportsAhead } from './reports-ahead.ts'
import { writeReports } from './write-reports.ts'

const root = mkdtempSync(path.join(tmpdir(), 'taskbench-ahead-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const COUNT = 2_500
const trials = Array.from({ length: COUNT }, (_, index) =>
  generatedTrial({ case: `case-${index}`, right: index % 7 !== 0, text: `=answer ${index}`, latencyMs: index % 90 }),
)
const formats = Object.keys(outputFormats)

/** A run of one task that writes its records; `planned` is told of it first. */
async function run(name: string, header: Partial<RunHeader> = {}, count = COUNT) {
  const resultsFolder = path.join(root, name)
  const journal = openFileJournal({ file: journalFile(resultsFolder, RUN_ID) })
  const store = openFileRecordStore({ resultsFolder, runId: RUN_ID, useCase: 'default', ownCalls: () => journal.own })
  const whole = generatedHeader(header)
  const view = { header: whole, door: { quiet: () => new Promise<void>(setImmediate) }, store: () => store } as unknown as RunView
  const ahead = new ReportsAhead(view)
  const task = generatedTask({ models: ['sim:careful'], planned: count, cases: count })
  await store.writeHeader(whole)
  await store.appendTask(task)
  ahead.planned({ type: 'task-planned', seq: 1, at: '', task: task.name, useCase: 'default', models: task.models, trialsPerModel: count })
  const append = async (some: typeof trials) => {
    for (let from = 0; from < some.length; from += 50) {
      const part = some.slice(from, from + 50)
      await Promise.all(part.map(({ call }) => journal.append(call)))
      await store.appendTrials(part.toReversed().map(({ trial }) => trial))
    }
  }
  const close = async () => {
    await store.close()
    await journal.close()
  }
  return { store, ahead, append, close, folder: path.join(resultsFolder, 'out'), other: path.join(resultsFolder, 'other') }
}

test('reports that were begun while the run went on are, byte for byte, those of its records', async () => {
  const { store, ahead, append, close, folder, other } = await run('same')
  await append(trials)
  expect(readdirSync(path.dirname(folder))).not.toContain('out')
  const written = await ahead.finish('default', folder, undefined)
  const { report } = await writeReports({ store, folder: other, formats })
  expect(written?.report).toEqual(report)
  expect(readdirSync(folder).sort()).toEqual(readdirSync(other).sort())
  for (const file of readdirSync(other))
    expect(readFileSync(path.join(folder, file)).equals(readFileSync(path.join(other, file)))).toBe(true)
  await close()
})

test('a run that was stopped is reported as far as it came', async () => {
  const { ahead, append, close, folder } = await run('stopped')
  await append(trials.slice(0, 1_900))
  const written = await ahead.finish('default', folder, undefined)
  expect(written?.report.results[0]?.trials).toMatchObject({ planned: COUNT, answered: 1_900 })
  expect(written?.report.cost.totalNanoUsd).toBe(1_900 * 21_000)
  await close()
})

test('nothing is used of what was begun where a trial was recorded again', async () => {
  const { ahead, append, close, folder } = await run('again')
  await append([...trials, ...trials.slice(0, 1)])
  expect(await ahead.finish('default', folder, undefined)).toBeNull()
  expect(readdirSync(path.dirname(folder))).not.toContain('out')
  await close()
})

test.each([
  ['of several shards', { shard: { index: 1, count: 2 } }, COUNT],
  ['that was resumed', { earlier: [] }, COUNT],
  ['of few trials', {}, 1_000],
  ['of very many trials', {}, 50_001],
])('nothing is begun for a run %s', async (_, header, count) => {
  const { ahead, append, close, folder } = await run(`off-${count}-${Object.keys(header).join()}`, header, count)
  await append(trials.slice(0, 10))
  expect(await ahead.finish('default', folder, undefined)).toBeNull()
  await close()
})

test('what was begun is thrown away when many more trials are planned', async () => {
  const { ahead, append, close, folder } = await run('grown')
  await append(trials.slice(0, 2_000))
  ahead.planned({ type: 'task-planned', seq: 2, at: '', task: 'more', useCase: 'default', models: ['sim:careful'], trialsPerModel: 50_000 })
  await append(trials.slice(2_000))
  expect(await ahead.finish('default', folder, undefined)).toBeNull()
  await close()
})
