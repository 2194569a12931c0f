import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openFileJournal } from '../records/file-journal.ts'
import { trialKeyText } from '../records/record-order.ts'
import type { CallRequest } from '../schema/call.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { EvalErrorKind } from '../schema/eval-error.ts'
import type { EngineEvent } from '../schema/event.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { Engine } from './engine.ts'
import type { EngineOptions } from './engine-options.ts'
import { completion, request as requestOf } from './testing/engine-with.ts'

/** A question of a case of its own. */
const request = (id: string): CallRequest => requestOf(id, { case: id })

/** Calls by their case that fail in this way; all others are answered. */
type Faults = Record<string, EvalErrorKind>

const newFile = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'taskbench-resumed-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'calls.jsonl')
}

/** An engine on a journal's file, and which cases it asked. */
function engineOn(
  file: string,
  faults: Faults = {},
  options: (journal: ReturnType<typeof openFileJournal>) => Partial<EngineOptions> = () => ({}),
) {
  const journal = openFileJournal({ file })
  onTestFinished(() => journal.close())
  const asked: string[] = []
  const events: EngineEvent[] = []
  const engine = new Engine({
    models: [testModel({ concurrency: 1 })],
    provider: async () => ({
      complete: async ({ request: { messages } }) => {
        const id = messages[0]?.content ?? ''
        asked.push(id)
        if (faults[id]) throw new EvalError(faults[id], `failed: ${id}`, { hint: 'look', retryable: false })
        return completion(id)
      },
    }),
    price: () => ({ nanoUsd: 1_000, source: 'list', priced: null }),
    journal,
    concurrency: 4,
    budgetNanoUsd: null,
    abandonAfter: null,
    maySpend: true,
    seed: 1,
    newCallId: () => crypto.randomUUID(),
    ...options(journal),
  } as EngineOptions)
  engine.listen((event) => events.push(event))
  return { engine, journal, asked, events }
}

/** Asks all; gives the kinds of what failed, `null` for answers. */
const askAll = async (engine: Engine, ids: readonly string[]): Promise<(EvalErrorKind | null)[]> =>
  Promise.all(
    ids.map((id) =>
      engine.ask(request(id)).then(
        () => null,
        (error: EvalError) => error.kind,
      ),
    ),
  )

const IDS = ['answered', 'refused', 'broken', 'limited', 'late']
const FAULTS: Faults = { refused: 'refusal', broken: 'invalid-response', limited: 'rate-limit', late: 'timeout' }

test("a resumed run reuses answers and the model's own failures, and asks again what says nothing of the model", async () => {
  const file = newFile()
  expect(await askAll(engineOn(file, FAULTS).engine, IDS)).toEqual([null, 'refusal', 'invalid-response', 'rate-limit', 'timeout'])
  const { engine, asked, events } = engineOn(file)
  expect(await askAll(engine, IDS)).toEqual([null, 'refusal', 'invalid-response', null, null])
  expect(asked.sort()).toEqual(['late', 'limited'])
  await expect(engine.ask(request('refused'))).rejects.toMatchObject({ message: 'failed: refused', hint: 'look' })
  expect(events.find((event) => event.type === 'call-settled' && event.error?.kind === 'refusal')).toMatchObject({
    reused: true,
    costNanoUsd: 0,
  })
})

test('errors alone are retried: nothing else is asked', async () => {
  const file = newFile()
  await askAll(engineOn(file, FAULTS).engine, IDS)
  const onlyErrors = engineOn(file, {}, ({ past }) => ({ isErrored: (each) => past.failed.has(trialKeyText(each)) }))
  expect(await askAll(onlyErrors.engine, [...IDS, 'new'])).toEqual([null, null, null, null, null, 'aborted'])
  expect(onlyErrors.asked.sort()).toEqual(['broken', 'late', 'limited', 'refused'])
  await expect(onlyErrors.engine.ask(request('other'))).rejects.toMatchObject({
    message: 'not asked: only trials that ended with an error are',
    hint: expect.stringContaining('--retry-errors'),
  })
  const after = engineOn(file)
  expect(await askAll(after.engine, IDS)).toEqual([null, null, null, null, null])
  expect(after.asked).toEqual([])
})

test('an engine that is halted finishes what is in flight, asks nothing new, and says why', async () => {
  let asked = 0
  const halted = engineOn(newFile(), {}, () => ({
    provider: async () => ({
      complete: async () => {
        asked++
        halted.engine.halt(new EvalError('aborted', 'not asked: the disk is full'))
        return completion('in flight')
      },
    }),
  }))
  expect(await askAll(halted.engine, ['a', 'b', 'c'])).toEqual([null, 'aborted', 'aborted'])
  await expect(halted.engine.ask(request('d'))).rejects.toThrow('not asked: the disk is full')
  expect(asked).toBe(1)
  expect(halted.journal.find('a')?.completion?.text).toBe('in flight')
})
