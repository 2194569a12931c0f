import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { openFileJournal } from './file-journal.ts'
import { collect } from './testing/collect.ts'
import { generatedTrial } from './testing/generated-records.ts'
import { runJournalContract } from './testing/journal-contract.ts'

const root = mkdtempSync(path.join(tmpdir(), 'taskbench-journal-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let count = 0
const newFile = (): string => path.join(root, String(++count), 'calls.jsonl')
const callOf = (id: string, text = 'refund') => generatedTrial({ case: id, text }).call

runJournalContract('file', async () => {
  const file = newFile()
  return { open: async () => openFileJournal({ file }), remove: async () => rmSync(path.dirname(file), { recursive: true, force: true }) }
})

const written = async (file: string, calls = [callOf('1', 'é🦉'), callOf('2'), callOf('3')]): Promise<Buffer> => {
  const journal = openFileJournal({ file })
  await Promise.all(calls.map((call) => journal.append(call)))
  await journal.close()
  return readFileSync(file)
}

describe('a file journal', () => {
  it('reads without error when it is cut at any byte, and goes on on a new line', async () => {
    const source = newFile()
    const bytes = await written(source)
    const lineEnds = [...bytes.entries()].filter(([, byte]) => byte === 10).map(([at]) => at)
    const file = newFile()
    await mkdir(path.dirname(file), { recursive: true })
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length }), async (cut) => {
        writeFileSync(file, bytes.subarray(0, cut))
        const journal = openFileJournal({ file })
        const whole = lineEnds.filter((end) => end <= cut).length
        expect(await collect(journal.read())).toHaveLength(whole)
        await journal.append(callOf('new'))
        await journal.close()
        const again = openFileJournal({ file, readOnly: true })
        expect((await collect(again.read())).map((call) => call.case)).toEqual([...['1', '2', '3'].slice(0, whole), 'new'])
        expect(again.find(callOf('new').requestHash)?.case).toBe('new')
        await again.close()
      }),
      { numRuns: 150, examples: [[0], [bytes.length], [bytes.length - 1], [lineEnds[0] ?? 0], [(lineEnds[0] ?? 0) + 1]] },
    )
  })

  it('finds what is whole, wherever it is cut', { timeout: 60_000 }, async () => {
    const source = newFile()
    const bytes = await written(source)
    const ends = [...bytes.entries()].filter(([, byte]) => byte === 10).map(([at]) => at)
    for (let cut = 0; cut <= bytes.length; cut++) {
      writeFileSync(source, bytes.subarray(0, cut))
      const journal = openFileJournal({ file: source, readOnly: true })
      const found = ['1', '2', '3'].map((id) => journal.find(callOf(id).requestHash) !== null)
      expect(found).toEqual(ends.map((end) => end <= cut))
      await journal.close()
    }
  })

  it('is readable by its owner alone', async () => {
    const file = newFile()
    await written(file)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('looks in the journals of earlier runs, and the newest call counts', async () => {
    const [first, second, own] = [newFile(), newFile(), newFile()]
    await written(first, [callOf('1', 'old'), callOf('2', 'old')])
    await written(second, [callOf('1', 'newer')])
    const journal = openFileJournal({ file: own, earlier: [first, second, newFile()] })
    expect(journal.find(callOf('1').requestHash)?.completion?.text).toBe('newer')
    expect(journal.find(callOf('2').requestHash)?.completion?.text).toBe('old')
    expect(await collect(journal.read())).toEqual([])
    await journal.close()
  })

  it('creates nothing when opened for reading only, and rejects a call', async () => {
    const file = newFile()
    const journal = openFileJournal({ file, readOnly: true })
    await expect(journal.append(callOf('1'))).rejects.toMatchObject({
      kind: 'bug',
      message: expect.stringContaining('open for reading only'),
    })
    expect(await collect(journal.read())).toEqual([])
    expect(() => statSync(file)).toThrow('ENOENT')
    await journal.close()
  })

  it('counts a call once although a flush wrote it twice, and still finds it', async () => {
    const file = newFile()
    const journal = openFileJournal({ file })
    const calls = Array.from({ length: 30 }, (_, index) => callOf(String(index), 'x'.repeat(10_000)))
    const appended = calls.map((call) => journal.append(call))
    await new Promise((resolve) => setImmediate(resolve)) // the first write is under way
    const late = callOf('late')
    appended.push(journal.append(late))
    journal.flushSync()
    await Promise.all(appended)
    for (const call of [...calls, late]) expect(journal.find(call.requestHash)).toEqual(call)
    expect(new Set((await collect(journal.read())).map((call) => call.callId)).size).toBe(31)
    expect(await collect(journal.read())).toHaveLength(31)
    await journal.close()
    const told: string[] = []
    await openFileJournal({ file, readOnly: true, each: ({ callId }) => told.push(callId) }).close()
    expect(told.toSorted()).toEqual([...calls, late].map(({ callId }) => callId).toSorted())
  })

  it('finds a call of 10 MB', async () => {
    const file = newFile()
    const call = callOf('big', 'long 🦉 '.repeat(1_200_000))
    await written(file, [callOf('1'), call, callOf('2')])
    const journal = openFileJournal({ file, readOnly: true })
    expect(journal.find(call.requestHash)?.completion?.text.length).toBe(call.completion?.text.length)
    expect(journal.find(callOf('2').requestHash)?.case).toBe('2')
    await journal.close()
  })

  it('loses nothing that was appended when the process exits at once', () => {
    const file = newFile()
    const here = (name: string): string => JSON.stringify(new URL(name, import.meta.url).href)
    const script = `
      import { openFileJournal } from ${here('./file-journal.ts')}
      import { generatedTrial } from ${here('./testing/generated-records.ts')}
      const journal = openFileJournal({ file: ${JSON.stringify(file)} })
      process.on('exit', () => journal.flushSync())
      for (let id = 0; id < 50; id++) void journal.append(generatedTrial({ case: String(id) }).call)
      setImmediate(() => { void journal.append(generatedTrial({ case: 'late' }).call); process.exit(0) })`
    execFileSync(process.execPath, ['--input-type=module', '--eval', script])
    const journal = openFileJournal({ file, readOnly: true })
    for (const id of ['0', '49', 'late']) expect(journal.find(callOf(id).requestHash)?.case).toBe(id)
  })

  it.runIf(process.platform === 'linux')('says that the disk is full, and forgets the call', async () => {
    const journal = openFileJournal({ file: '/dev/full' })
    const call = callOf('1')
    await expect(journal.append(call)).rejects.toMatchObject({
      kind: 'config',
      message: 'Could not write /dev/full: the disk is full (ENOSPC)',
      hint: expect.stringContaining('then resume the run'),
    })
    expect(journal.find(call.requestHash)).toBeNull()
    await journal.close()
  })

  it('names the file when a folder has its name', async () => {
    const file = newFile()
    await mkdir(file, { recursive: true })
    expect(() => openFileJournal({ file })).toThrow(/Could not (read|write) .*calls\.jsonl/)
  })

  it('refuses a journal of another version, naming the file', async () => {
    const file = newFile()
    await written(file)
    appendFileSync(file, `${JSON.stringify({ ...callOf('4'), schema: 'taskbench/call@2' })}\n`)
    expect(() => openFileJournal({ file })).toThrow(
      expect.objectContaining({
        kind: 'config',
        at: file,
        message: 'Found a record of schema "taskbench/call@2", expected "taskbench/call@1"',
        hint: expect.stringContaining('another version of taskbench'),
      }),
    )
  })

  it('refuses a file of other records', async () => {
    const file = newFile()
    await mkdir(path.dirname(file), { recursive: true })
    writeFileSync(file, '{"case": 1}\n')
    expect(() => openFileJournal({ file })).toThrow(
      expect.objectContaining({ kind: 'config', hint: expect.stringContaining('was not written by taskbench') }),
    )
  })

  it('survives blank lines, NUL bytes of a lost page and a file that shrinks under it', async () => {
    const file = newFile()
    const bytes = await written(file)
    writeFileSync(file, Buffer.concat([Buffer.from('\n\n'), Buffer.alloc(40), Buffer.from('\n'), bytes]))
    const journal = openFileJournal({ file, readOnly: true })
    expect(await collect(journal.read())).toHaveLength(3)
    expect(journal.find(callOf('3').requestHash)?.case).toBe('3')
    truncateSync(file, 60)
    expect(journal.find(callOf('3').requestHash)).toBeNull()
    await journal.close()
  })
})
