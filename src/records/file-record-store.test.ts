import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openFileJournal } from './file-journal.ts'
import { openFileRecordStore } from './file-record-store.ts'
import { inSession } from './in-session.ts'
import { journalFile } from './run-paths.ts'
import { collect } from './testing/collect.ts'
import { generatedHeader, generatedTask, generatedTrial, RUN_ID } from './testing/generated-records.ts'
import { runRecordStoreContract } from './testing/record-store-contract.ts'
import type { CallRecord } from '../schema/call.ts'

const root = mkdtempSync(path.join(tmpdir(), 'taskbench-records-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let count = 0
const newFolder = (): string => path.join(root, String(++count))
const place = { runId: RUN_ID, useCase: 'default' }

const writeCalls = async (
  resultsFolder: string,
  calls: CallRecord[],
  runId = RUN_ID,
  shard: { index: number; count: number } | null = null,
) => {
  const journal = openFileJournal({ file: journalFile(resultsFolder, runId, shard) })
  await Promise.all(calls.map((call) => journal.append(call)))
  await journal.close()
}

runRecordStoreContract('files', async () => {
  const resultsFolder = newFolder()
  return {
    open: async () => openFileRecordStore({ resultsFolder, ...place }),
    writeCalls: (calls) => writeCalls(resultsFolder, calls),
    remove: async () => rmSync(resultsFolder, { recursive: true, force: true }),
  }
})

describe('a file record store', () => {
  it('gives what its process has written without reading it, as its files have it, and reads where others wrote too', async () => {
    const resultsFolder = newFolder()
    const journal = openFileJournal({ file: journalFile(resultsFolder, RUN_ID, null) })
    const store = openFileRecordStore({ resultsFolder, ...place, ownCalls: () => journal.own })
    const generated = ['case-10', 'case-2', 'case-1'].map((name) => generatedTrial({ case: name }))
    for (const { trial, call } of generated) {
      await journal.append(call)
      await store.appendTrials([trial])
    }
    const spare = { ...(generated[0]?.call as CallRecord), callId: 'of-no-trial' }
    await journal.append(spare)
    await store.appendTrials([{ ...(generated[0] as (typeof generated)[0]).trial, latencyMs: 1 }])
    const others = openFileRecordStore({ resultsFolder, ...place })
    const details = await collect(store.details())
    expect(details.map(({ trial }) => trial.case)).toEqual(['case-1', 'case-2', 'case-10'])
    expect(details).toEqual(await collect(others.details()))
    expect(details[0]?.trial).toBe(generated[2]?.trial)
    expect(await store.callIds()).toEqual(await others.callIds())
    expect(await collect(store.calls(new Set(['of-no-trial', 'nowhere'])))).toEqual([spare])
    await others.appendTrials([generatedTrial({ case: 'case-3' }).trial])
    expect((await collect(store.details())).map(({ trial }) => trial.case)).toEqual(['case-1', 'case-2', 'case-3', 'case-10'])
    await Promise.all([journal.close(), store.close(), others.close()])
  })

  it('reads what another shard has written where its own process has written nothing', async () => {
    const resultsFolder = newFolder()
    const { trial, call } = generatedTrial({ case: 'of-another' })
    const other = openFileRecordStore({ resultsFolder, ...place, shard: { index: 2, count: 2 } })
    await other.appendTrials([trial])
    await other.close()
    await writeCalls(resultsFolder, [call], RUN_ID, { index: 2, count: 2 })
    const shard = { index: 1, count: 2 }
    const journal = openFileJournal({ file: journalFile(resultsFolder, RUN_ID, shard) })
    const store = openFileRecordStore({ resultsFolder, ...place, shard, ownCalls: () => journal.own })
    expect((await collect(store.details())).map((each) => each.trial.case)).toEqual(['of-another'])
    expect([...(await store.callIds())]).toEqual([call.callId])
    expect(await collect(store.calls())).toEqual([call])
    await Promise.all([journal.close(), store.close()])
  })

  it('gives the latest whole record of each trial, wherever its file was cut', async () => {
    const [whole, cutOff] = [newFolder(), newFolder()]
    const file = (folder: string) => path.join(folder, 'default', RUN_ID, 'trials.jsonl')
    const store = openFileRecordStore({ resultsFolder: whole, ...place })
    const sessions = [1, 2].map((session) => inSession(generatedTrial({ case: 'é🦉' }).trial, session))
    for (const trial of sessions) await store.appendTrials([trial])
    await store.close()
    const bytes = readFileSync(file(whole))
    const end = bytes.indexOf(10)
    mkdirSync(path.dirname(file(cutOff)), { recursive: true })
    const BRACE = 125
    for (let cut = 0; cut <= bytes.length; cut++) {
      // What is cut behind a brace looks most like a whole line.
      if (bytes[cut - 1] !== BRACE && cut % 31 > 0 && cut < bytes.length - 2) continue
      writeFileSync(file(cutOff), bytes.subarray(0, cut))
      const found = await collect(openFileRecordStore({ resultsFolder: cutOff, ...place }).trials())
      expect(found.map(({ session }) => session)).toEqual(cut < end ? [] : cut < bytes.length - 1 ? [1] : [2])
    }
  })

  it('reads the files of all shards together', async () => {
    const resultsFolder = newFolder()
    for (const index of [2, 1]) {
      const shard = { index, count: 2 }
      const store = openFileRecordStore({ resultsFolder, ...place, shard })
      const { trial, call } = generatedTrial({ case: `case-${index}` })
      await store.writeHeader(generatedHeader({ startedAt: `2026-11-21T04:55:1${index}.000Z` }))
      await store.appendTask(generatedTask())
      await store.appendTrials([trial])
      await writeCalls(resultsFolder, [call], RUN_ID, shard)
      await store.close()
    }
    const store = openFileRecordStore({ resultsFolder, ...place })
    const details = await collect(store.details())
    expect(details.map(({ trial, calls }) => [trial.case, calls.length])).toEqual([
      ['case-1', 1],
      ['case-2', 1],
    ])
    expect(await store.tasks()).toHaveLength(1)
    expect(await store.readHeader()).toMatchObject({ status: 'complete', shard: null, startedAt: '2026-11-21T04:55:11.000Z' })
    expect(await store.shards()).toEqual({ expected: 2, present: 2 })
  })

  it('calls a run with a missing shard incomplete', async () => {
    const resultsFolder = newFolder()
    const store = openFileRecordStore({ resultsFolder, ...place, shard: { index: 2, count: 4 } })
    await store.writeHeader(generatedHeader())
    expect(await store.readHeader()).toMatchObject({ status: 'incomplete', stopReason: '3 of 4 shards are missing' })
    expect(await store.shards()).toEqual({ expected: 4, present: 1 })
  })

  it('finds the calls of answers that were reused from an earlier run', async () => {
    const resultsFolder = newFolder()
    const earlier = '20261120t000000z-aaaaaa'
    const { trial, call } = generatedTrial({ case: '1' })
    await openFileRecordStore({ resultsFolder, useCase: 'default', runId: earlier }).writeHeader(generatedHeader({ runId: earlier }))
    await writeCalls(resultsFolder, [call], earlier)
    const store = openFileRecordStore({ resultsFolder, ...place })
    await store.appendTrials([{ ...trial, reused: true }])
    expect((await collect(store.details()))[0]?.calls).toEqual([call])
    expect(await collect(store.calls())).toEqual([])
    await store.close()
  })

  it('leaves no temporary file and keeps records to their owner', async () => {
    const resultsFolder = newFolder()
    const store = openFileRecordStore({ resultsFolder, ...place })
    await store.writeHeader(generatedHeader())
    await store.appendTrials([generatedTrial({ case: '1' }).trial])
    await store.close()
    expect(readdirSync(path.join(resultsFolder, '.runs', RUN_ID))).toEqual(['run.json'])
    expect(statSync(path.join(resultsFolder, '.runs', RUN_ID, 'run.json')).mode & 0o777).toBe(0o600)
    expect(statSync(path.join(resultsFolder, 'default', RUN_ID, 'trials.jsonl')).mode & 0o777).toBe(0o600)
  })

  it('ignores a torn last trial', async () => {
    const resultsFolder = newFolder()
    const store = openFileRecordStore({ resultsFolder, ...place })
    await store.appendTrials([generatedTrial({ case: '1' }).trial])
    appendFileSync(path.join(resultsFolder, 'default', RUN_ID, 'trials.jsonl'), '{"schema":"taskbench/trial@1","ta')
    expect(await collect(store.trials())).toHaveLength(1)
    await store.close()
  })

  it('refuses records of another version, naming the file', async () => {
    const resultsFolder = newFolder()
    const file = path.join(resultsFolder, 'default', RUN_ID, 'trials.jsonl')
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, `${JSON.stringify({ ...generatedTrial({ case: '1' }).trial, schema: 'taskbench/trial@9' })}\n`)
    await expect(collect(openFileRecordStore({ resultsFolder, ...place }).trials())).rejects.toMatchObject({
      kind: 'config',
      at: file,
    })
  })

  it('refuses a header that is damaged or of another version', async () => {
    const resultsFolder = newFolder()
    const file = path.join(resultsFolder, '.runs', RUN_ID, 'run.json')
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, '{"schema"')
    const store = openFileRecordStore({ resultsFolder, ...place })
    await expect(store.readHeader()).rejects.toMatchObject({ kind: 'config', message: `Found ${file} damaged: it is not JSON` })
    writeFileSync(file, '{"schema": "taskbench/run@2"}')
    await expect(store.readHeader()).rejects.toMatchObject({
      message: `Found schema "taskbench/run@2" in ${file}, expected "taskbench/run@1"`,
    })
  })

  it('refuses names that lead out of the results', () => {
    for (const runId of ['../x', 'a/b', '', '.hidden', 'UPPER']) {
      expect(() => openFileRecordStore({ resultsFolder: root, runId, useCase: 'default' })).toThrow(/as the name of a run/)
      expect(() => openFileRecordStore({ resultsFolder: root, runId: RUN_ID, useCase: runId })).toThrow(/as the name of a use case/)
    }
  })

  it('says that a file is in the way of the results', async () => {
    const resultsFolder = newFolder()
    writeFileSync(resultsFolder, 'not a folder')
    const store = openFileRecordStore({ resultsFolder, ...place })
    await expect(store.writeHeader(generatedHeader())).rejects.toMatchObject({ kind: 'config', hint: expect.stringContaining('results:') })
    await expect(store.appendTask(generatedTask())).rejects.toMatchObject({ kind: 'config' })
  })

  it('joins 10,000 trials with their calls', async () => {
    const resultsFolder = newFolder()
    const all = Array.from({ length: 10_000 }, (_, index) => generatedTrial({ case: `case-${index}`, prompt: 'long '.repeat(200) }))
    const store = openFileRecordStore({ resultsFolder, ...place })
    await store.appendTrials(all.map(({ trial }) => trial))
    await writeCalls(
      resultsFolder,
      all.map(({ call }) => call),
    )
    let joined = 0
    for await (const { calls } of store.details()) joined += calls.length
    expect(joined).toBe(10_000)
    await store.close()
  }, 60_000)
})
