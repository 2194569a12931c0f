import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import type { TapeEntry } from '../schema/tape.ts'
import { openFileTape } from './file-tape.ts'
import { runTapeContract } from './testing/tape-contract.ts'
import { questionOf, tapeEntry } from './testing/tape-entry.ts'

runTapeContract('files', async () => {
  const root = mkdtempSync(join(tmpdir(), 'taskbench-tape-'))
  return {
    open: async () => openFileTape({ folder: join(root, 'tapes'), root }),
    remove: async () => rmSync(root, { recursive: true }),
  }
})

function tapeIn(secrets: string[] = []) {
  const root = mkdtempSync(join(tmpdir(), 'taskbench-tape-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  const folder = join(root, 'tapes')
  const file = join(folder, 'capitals/local.jsonl')
  return {
    root,
    folder,
    file,
    open: (readOnly = false) => openFileTape({ folder, root, secrets, readOnly }),
    write: (content: string) => {
      mkdirSync(join(folder, 'capitals'), { recursive: true })
      writeFileSync(file, content)
    },
    lines: () =>
      readFileSync(file, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as TapeEntry),
  }
}

test('a file is in the order of cases and trials, whatever the order of the answers: recording again changes no line but its own', async () => {
  const entries = ['a', 'b', 'c'].flatMap((id) => [0, 1].map((trial) => tapeEntry({ case: id, trial, prompt: id })))
  const shuffled = [3, 0, 5, 1, 4, 2].map((index) => entries[index] as TapeEntry)
  const tape = tapeIn()
  const first = tape.open()
  for (const entry of shuffled) await first.keep(entry)
  await first.close()
  expect(tape.lines()).toEqual(entries)
  const before = readFileSync(tape.file, 'utf8').split('\n')
  const second = tape.open()
  await second.keep(tapeEntry({ case: 'b', trial: 0, prompt: 'b', text: 'new' }))
  await second.close()
  const after = readFileSync(tape.file, 'utf8').split('\n')
  expect(after.map((line, index) => line === before[index])).toEqual([true, true, false, true, true, true, true])
})

test('tapes that are open at the same time lose nothing to each other', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(2), fc.nat(20), fc.boolean()), { minLength: 1, maxLength: 30 }), async (steps) => {
      const tape = tapeIn()
      const open = [tape.open(), tape.open(), tape.open()]
      const last = new Map<string, true>()
      for (const [which, number, write] of steps) {
        const entry = tapeEntry({ case: `case-${number}`, prompt: `prompt ${number}` })
        await open[which]?.keep(entry)
        last.set(entry.requestHash, true)
        if (write) open[which]?.writeSync()
      }
      await Promise.all(open.map((each) => each.close()))
      expect(new Set(tape.lines().map(({ requestHash }) => requestHash))).toEqual(new Set(last.keys()))
      expect(readdirSync(tape.folder)).toEqual(['capitals'])
    }),
    { numRuns: 20 },
  )
})

test('a tape that another process writes anew is read where its lines are now', async () => {
  const tape = tapeIn()
  const [italy, france] = [tapeEntry(), tapeEntry({ case: 'france', prompt: 'a longer question about the capital of France' })]
  tape.write(`${JSON.stringify(italy)}\n`)
  const reader = tape.open(true)
  expect(reader.find(questionOf(france))).toBeNull()
  const writer = tape.open()
  await writer.keep(france)
  await writer.close()
  expect(reader.find(questionOf(italy))).toEqual(italy)
  writeFileSync(tape.file, `${JSON.stringify(france)}\n${JSON.stringify(italy)}\n`)
  expect(reader.find(questionOf(italy))).toEqual(italy)
  await reader.close()
})

test('what a process that died has left is written by the next one that records; that of a living one is left alone', async () => {
  const tape = tapeIn()
  const spools = join(tape.folder, '.recording')
  mkdirSync(spools, { recursive: true })
  const host = hostname()
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
  const left = tapeEntry({ case: 'left' })
  writeFileSync(join(spools, `${host}.${2 ** 30}.1.jsonl`), `${JSON.stringify(left)}\n{"schema":"taskbench/tape@1","ca`)
  writeFileSync(join(spools, `${host}.${process.ppid}.1.jsonl`), `${JSON.stringify(tapeEntry({ case: 'alive', requestHash: 'alive' }))}\n`)
  writeFileSync(join(spools, `another-host.1.1.jsonl`), `${JSON.stringify(tapeEntry({ case: 'far', requestHash: 'far' }))}\n`)
  expect(tape.open(true).find(questionOf(left))).toBeNull()
  const recording = tape.open()
  expect(tape.lines()).toEqual([left])
  expect(readdirSync(spools).sort()).toEqual(['another-host.1.1.jsonl', `${host}.${process.ppid}.1.jsonl`].sort())
  await recording.close()
})

test('a lock that was left behind is broken after a while', async () => {
  const tape = tapeIn()
  tape.write('')
  writeFileSync(`${tape.file}.lock`, '')
  utimesSync(`${tape.file}.lock`, new Date(0), new Date(0))
  const recording = tape.open()
  await recording.keep(tapeEntry())
  await recording.close()
  expect(tape.lines()).toHaveLength(1)
  expect(existsSync(`${tape.file}.lock`)).toBe(false)
})

test('no secret is written, wherever it stands', async () => {
  const secret = 'sk-"quoted"\\secret'
  const tape = tapeIn([secret])
  const entry = tapeEntry({ prompt: `key ${secret}`, text: secret, requestHash: 'h' })
  entry.request.params.extra = { [secret]: [secret] }
  entry.error = { kind: 'refusal', message: `401 for ${secret}` }
  const recording = tape.open()
  await recording.keep(entry)
  await recording.close()
  const text = readFileSync(tape.file, 'utf8')
  expect(text).not.toContain(JSON.stringify(secret).slice(1, -1))
  expect(text.match(/\[redacted\]/g)).toHaveLength(5)
})

test('a key that is a word of the format leaves the tape readable, and is still taken out of texts', async () => {
  const tape = tapeIn(['answer', 'execution', 'provider'])
  const entry = tapeEntry({ prompt: 'The answer, execution!', text: 'no answer', requestHash: 'h' })
  const recording = tape.open()
  await recording.keep(entry)
  await recording.close()
  const [line] = tape.lines()
  expect(Object.keys(line ?? {})).toEqual(Object.keys(entry))
  expect(line?.request.messages[0]?.content).toBe('The [redacted], [redacted]!')
  expect(tape.open(true).find(questionOf(entry))).toMatchObject({
    phase: 'execution',
    answer: { text: 'no [redacted]', usage: { source: 'provider' } },
  })
})

test.each([
  ['a broken line', '{"schema":"taskbench/tape@1","task', 'tapes/capitals/local.jsonl:3: the line is broken: it is not JSON'],
  ['a conflict', '<<<<<<< HEAD', 'tapes/capitals/local.jsonl:3: the line is a conflict of a merge, not JSON'],
  [
    'another version',
    '{"schema":"taskbench/tape@2"}',
    'tapes/capitals/local.jsonl:3: the line is of taskbench/tape@2, expected taskbench/tape@1',
  ],
  ['other JSON', '[]', 'tapes/capitals/local.jsonl:3: the line is no recorded call: Invalid input: expected object, received array'],
  [
    'a missing field',
    JSON.stringify({ ...tapeEntry(), trial: -1 }),
    'tapes/capitals/local.jsonl:3: the line is no recorded call at trial: Too small: expected number to be >=0',
  ],
])('%s is said with its place, and nothing of the file is lost', async (_, line, message) => {
  const tape = tapeIn()
  const content = `${JSON.stringify(tapeEntry())}\n\n${line}\n`
  const recording = tape.open()
  tape.write(content)
  expect(() => tape.open()).toThrow(expect.objectContaining({ kind: 'config', message }) as Error)
  await recording.keep(tapeEntry({ case: 'new', requestHash: 'new' }))
  await expect(recording.close()).rejects.toThrow(message)
  expect(readFileSync(tape.file, 'utf8')).toBe(content)
  expect(readdirSync(join(tape.folder, '.recording')).some((name) => name.endsWith('.jsonl'))).toBe(true)
})

test('a tape cut at any byte is read, or said to be broken: never wrong', () => {
  const entries = [tapeEntry({ text: 'é🦉' }), tapeEntry({ case: 'z', prompt: 'z' })]
  const bytes = Buffer.from(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''))
  const first = bytes.indexOf(10)
  const tape = tapeIn()
  const read = (length: number) => {
    tape.write('')
    writeFileSync(tape.file, bytes.subarray(0, length))
    try {
      const reader = tape.open(true)
      return entries.map((entry) => reader.find(questionOf(entry)))
    } catch (error) {
      return String(error)
    }
  }
  expect(read(0)).toEqual([null, null])
  for (const length of [first, first + 1]) expect(read(length)).toEqual([entries[0], null])
  for (const length of [bytes.length - 1, bytes.length]) expect(read(length)).toEqual(entries)
  for (let length = 1; length < first; length += 7) expect(read(length)).toMatch(/local\.jsonl:1: the line is broken/)
  for (let length = first + 2; length < bytes.length - 1; length += 7) expect(read(length)).toMatch(/local\.jsonl:2: the line is broken/)
})

test('links are not followed', async () => {
  const tape = tapeIn()
  const elsewhere = join(tape.root, 'elsewhere')
  mkdirSync(elsewhere)
  writeFileSync(join(elsewhere, 'local.jsonl'), '')
  mkdirSync(tape.folder)
  symlinkSync(elsewhere, join(tape.folder, 'capitals'))
  const recording = tape.open()
  await recording.keep(tapeEntry())
  await expect(recording.close()).rejects.toThrow('is a link')
  expect(readFileSync(join(elsewhere, 'local.jsonl'), 'utf8')).toBe('')
  rmSync(join(tape.folder, 'capitals'))
  mkdirSync(join(tape.folder, 'capitals'))
  const reading = tape.open(true)
  symlinkSync(join(elsewhere, 'local.jsonl'), tape.file)
  expect(() => reading.find(questionOf(tapeEntry()))).toThrow('tapes/capitals/local.jsonl is no file')
})

test('a folder that cannot be written is said, with the setting that helps', async () => {
  const tape = tapeIn()
  await expect(tape.open(true).keep(tapeEntry())).rejects.toMatchObject({ kind: 'bug' })
  const recording = tape.open()
  writeFileSync(tape.folder, '')
  expect(() => recording.requireWritable(questionOf(tapeEntry()))).toThrow(
    /^Could not write .*tapes: a part of its path is a file \(ENOTDIR\)$/,
  )
  expect(() => tape.open(true)).toThrow(/the tape .* could not be read: ENOTDIR/)
  await expect(recording.keep(tapeEntry())).rejects.toMatchObject({
    kind: 'config',
    message: expect.stringContaining('Could not write') as string,
    hint: expect.stringContaining('`tape: { folder: … }`') as string,
  })
})

test('that the folder of a task cannot be written is said of its calls alone', () => {
  const tape = tapeIn()
  mkdirSync(tape.folder)
  writeFileSync(join(tape.folder, 'capitals'), '')
  const recording = tape.open()
  expect(() => recording.requireWritable(questionOf(tapeEntry({ task: 'rivers' })))).not.toThrow()
  expect(() => recording.requireWritable(questionOf(tapeEntry()))).toThrow(/tapes.capitals: a part of its path is a file/)
  expect(readdirSync(tape.folder)).toEqual(['capitals'])
})
