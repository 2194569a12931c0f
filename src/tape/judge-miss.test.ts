import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { TapeEntry } from '../schema/tape.ts'
import { openFileTape } from './file-tape.ts'
import { tapeMiss } from './tape-miss.ts'
import { questionOf, tapeEntry } from './testing/tape-entry.ts'

/** A question to a judge: mark, ids and order follow from all of its texts. */
function judging(mark: string, answer: string, questions: string[], trial = 0, phase: TapeEntry['phase'] = 'judge'): TapeEntry {
  const ids = questions.map((_, index) => `q${index + 1}-${mark.slice(0, 6)}`)
  const list = questions.map((question, index) => `${ids[index]}: ${question}`).join('\n')
  const messages: TapeEntry['request']['messages'] = [
    { role: 'system', content: `What you judge stands between lines that begin with "[[${mark}".` },
    { role: 'user', content: `[[${mark} answer begins]]\n${answer}\n[[${mark} answer ends]]\n\nQuestions about the answer:\n${list}` },
  ]
  const outputSchema = { type: 'object', properties: { id: { enum: ids } } }
  return tapeEntry({ phase, trial, case: 'italy', requestHash: `${mark} ${phase}`, request: { messages, outputSchema, params: {} } })
}

async function missOn(recorded: TapeEntry[], asked: TapeEntry): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'taskbench-tape-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  const tape = openFileTape({ folder: join(root, 'tapes'), root })
  for (const entry of recorded) await tape.keep(entry)
  tape.writeSync()
  const question = questionOf(asked)
  const { message } = tapeMiss(question, tape.nearest(question), 'tapes')
  await tape.close()
  return message.slice(message.indexOf('Nearest'))
}

const [ONE, TWO, NEW] = ['1d8e06aaaaaaaaaa', '77777777aaaaaaaa', '6b81ecaaaaaaaaaa']

test("a judge's miss says what was edited, not the mark, the ids and the order that follow from it", async () => {
  const recorded = [judging(ONE, 'Rome', ['Is it polite?', 'Is it long?']), judging(TWO, 'Roma', ['Is it long?', 'Is it polite?'], 1)]
  const nearest = 'Nearest is tapes/capitals/local.jsonl:1 (case italy, trial 1): '
  expect(await missOn(recorded, judging(NEW, 'Rome', ['Is it long?', 'Is it very polite?']))).toBe(
    `${nearest}prompt differs at line 7: "question: Is it polite?" ≠ "question: Is it very polite?"`,
  )
  expect(await missOn(recorded, judging(NEW, 'Rome!', ['Is it long?', 'Is it polite?']))).toBe(
    `${nearest}prompt differs at line 2: "Rome" ≠ "Rome!"`,
  )
})

test('the nearest call is of the same phase, and what looks like a mark in a prompt is compared as it is', async () => {
  const recorded = [judging(ONE, 'Rome', ['Is it polite?']), judging(TWO, 'Roma', ['Is it polite?'], 0, 'execution')]
  expect(await missOn(recorded, judging(NEW, 'Roma', ['Is it polite?']))).toContain('"Rome" ≠ "Roma"')
  expect(await missOn(recorded, judging(NEW, 'Rome', ['Is it polite?'], 0, 'execution'))).toMatch(
    /^Nearest.*system message differs.*\[\[7777/,
  )
})
