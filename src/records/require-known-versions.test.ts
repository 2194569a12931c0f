import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { requireKnownVersions } from './require-known-versions.ts'

const RUN = '20261121t000000z-known'
const KNOWN = '{"schema":"taskbench/trial@1"}\n'
const NEWER = '{"schema":"taskbench/trial@2"}\n'
const LONG = `{"schema":"taskbench/trial@1","text":"${'word '.repeat(100_000)}"}\n`

/** A run with these files, under `results`. */
function looked(files: Record<string, string>): Promise<void> {
  const results = mkdtempSync(path.join(tmpdir(), 'taskbench-versions-'))
  onTestFinished(() => rmSync(results, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(results, name.replace('ID', RUN))
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  return requireKnownVersions(results, RUN)
}

const trials = (text: string) => looked({ 'default/ID/trials.jsonl': text })

test('files of this version, torn and empty lines, damaged headers and files that are not there are no reason', async () => {
  await looked({})
  await looked({
    '.runs/ID/run.json': '{"sch',
    'default/ID/tasks.jsonl': '{"schema":"taskbench/task@1"}\n{"sche',
    'default/ID/judgements.jsonl': '',
  })
  await trials(`${KNOWN}\n${LONG}${KNOWN}\n`)
  await trials(`${LONG}${LONG}`)
})

test.each([
  ['at the beginning', NEWER + KNOWN],
  ['at the end', KNOWN + NEWER],
  ['after a long line', KNOWN + LONG + NEWER],
  ['before a torn line', `${KNOWN}${LONG}${NEWER}{"sche`],
  ['as a long line', LONG + LONG.replace('trial@1', 'trial@2')],
  [
    'as a long line at the end of a short file',
    KNOWN.repeat(3_000) + LONG.replace('trial@1', 'trial@2').replace('word '.repeat(80_000), ''),
  ],
  ['alone, in a layout of its own', '{ "text": 1, "schema": "taskbench/trial@2" }\n'],
])('lines of another version are found %s', async (_, text) => {
  await expect(trials(text)).rejects.toMatchObject({
    kind: 'config',
    message: expect.stringContaining('Found a record of schema "taskbench/trial@2"'),
  })
})

test('a shard of another version is found', async () => {
  const header = '{"schema":"taskbench/run@2"}'
  await expect(looked({ '.runs/ID/run.2-of-2.json': header })).rejects.toMatchObject({ at: expect.stringContaining('run.2-of-2.json') })
})
