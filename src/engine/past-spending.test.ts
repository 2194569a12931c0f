import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { priceCall } from '../pricing/price-call.ts'
import { openFileJournal } from '../records/file-journal.ts'
import type { LaterCosts } from '../records/later-costs.ts'
import type { Usage } from '../schema/answer.ts'
import type { CallCostRecord, CallRecord } from '../schema/call.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import type { Provider } from '../schema/provider.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { Engine } from './engine.ts'
import { PastSpending } from './past-spending.ts'
import { completion, request } from './testing/engine-with.ts'

const CENT = 10_000_000
/** One cent per output token, nothing for the input. */
const PRICED = testModel({ price: { inputUsdPerMillion: 0, outputUsdPerMillion: 10_000 }, concurrency: 1 })

const newFile = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'taskbench-past-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'calls.jsonl')
}

const UNREPORTED: Usage = { ...completion('').usage, inputTokens: null, outputTokens: null, source: 'none' }

/** By their text: usage is reported or not, or the attempt is cut off on its way. */
const complete: Provider['complete'] = async ({ request: { messages } }) => {
  const text = messages[0]?.content ?? ''
  if (text.startsWith('late')) throw new EvalError('timeout', `no answer: ${text}`, { retryable: false, begun: true })
  const answer = completion('x'.repeat(12))
  return text.startsWith('silent') ? { ...answer, responseId: `gen-${text}`, usage: UNREPORTED } : answer
}

interface Session {
  file: string
  budgetNanoUsd?: number | null
  laterCosts?: LaterCosts
  model?: Model
  saysCostLater?: boolean
  keepCost?: (record: CallCostRecord) => Promise<void>
}

/** One session of a run: an engine on the run's journal that goes on with what was spent before. */
function session({ file, budgetNanoUsd = null, laterCosts = new Map(), model = PRICED, saysCostLater = false, keepCost }: Session) {
  const settings = {
    models: [model],
    price: (asked: Model, usage: Usage, inlineCostNanoUsd: number | null) => priceCall({ model: asked, usage, inlineCostNanoUsd }),
    budgetNanoUsd,
  }
  const past = new PastSpending({ ...settings, laterCosts, saysCostLater: () => saysCostLater })
  const journal = openFileJournal({ file, each: (record) => past.take(record) })
  onTestFinished(() => journal.close())
  const asked: string[] = []
  const engine = new Engine({
    ...settings,
    past,
    ...(keepCost && { keepCost }),
    journal,
    provider: () => ({
      complete: (attempting) => (asked.push(attempting.request.messages[0]?.content ?? ''), complete(attempting)),
      laterCost: async () => 70 * CENT,
    }),
    concurrency: 1,
    abandonAfter: null,
    maySpend: true,
    seed: 1,
    newCallId: () => crypto.randomUUID(),
  })
  const ask = async (...ids: string[]) =>
    Promise.all(
      ids.map((id) =>
        engine.ask(request(id, limited(id))).then(
          () => null,
          (error: EvalError) => error,
        ),
      ),
    )
  return { engine, journal, asked, ask, past }
}

const limited = (id: string) => ({
  model: PRICED.label,
  request: { messages: [{ role: 'user' as const, content: id }], params: { maxOutputTokens: 10 } },
})

test('what was spent before counts towards the budget', async () => {
  const file = newFile()
  await session({ file }).ask('a', 'b')
  const { ask, asked } = session({ file, budgetNanoUsd: 10 * CENT })
  const [, , refused] = await ask('a', 'b', 'c')
  expect(refused).toMatchObject({ kind: 'budget', message: 'the budget of $0.1 is used up: $0.1 spent' })
  expect(asked).toEqual([])
})

test('what nobody reported, and what was cut off, counts after a resume as it did before, also for what comes next', async () => {
  const file = newFile()
  const budgetNanoUsd = 200 * CENT
  const first = session({ file, budgetNanoUsd })
  await first.ask('late-1', 'a', 'silent-1', 'b', 'late-2', 'c', 'd', 'silent-2', 'e', 'f', 'late-3')
  const spent = first.engine.budget.spentNanoUsd
  // Six reported calls of 5 tokens, two guessed by 12 characters, one cut off at its reservation and two at the mean of those before.
  expect(spent).toBe((6 * 5 + 2 * 3 + 10 + 2 * 5) * CENT)
  const second = session({ file, budgetNanoUsd })
  expect(second.engine.budget.spentNanoUsd).toBe(spent)
  const third = session({ file, budgetNanoUsd: spent })
  expect(await third.ask('g')).toMatchObject([
    { message: 'the budget of $0.56 is used up: $0.56 spent ($0.26 of it estimated, as nobody reported usage)' },
  ])
  expect(third.asked).toEqual([])
  await Promise.all([first.ask('late-4'), second.ask('late-4')])
  expect(second.engine.budget.spentNanoUsd).toBe(first.engine.budget.spentNanoUsd)
})

test('however often a run is resumed, what its calls are guessed to cost stays within its budget', async () => {
  const file = newFile()
  const ids = Array.from({ length: 20 }, (_, index) => `silent-${index}`)
  const asked: number[] = []
  for (const _ of [1, 2, 3]) {
    const one = session({ file, budgetNanoUsd: 30 * CENT })
    await one.ask(...ids)
    expect(one.engine.budget.spentNanoUsd).toBe(30 * CENT)
    asked.push(one.asked.length)
  }
  expect(asked).toEqual([10, 0, 0])
})

test('a price that was said later counts in the place of the one before, or of the guess', async () => {
  const file = newFile()
  const first = session({ file })
  await first.ask('a', 'silent-1')
  const calls = (await first.journal.own.all()) ?? []
  const laterCosts = new Map(
    calls.map(({ callId, cost: before }): [string, CallCostRecord] => [
      callId,
      { schema: 'taskbench/call-cost@1', callId, cost: { nanoUsd: 70 * CENT, source: 'inline', priced: null }, before },
    ]),
  )
  const second = session({ file, budgetNanoUsd: 140 * CENT, laterCosts })
  expect(second.engine.budget.spentNanoUsd).toBe(140 * CENT)
  expect(await second.ask('b')).toMatchObject([{ message: 'the budget of $1.40 is used up: $1.40 spent' }])
})

test('calls whose price the vendor may still say are known after a resume, and no others', async () => {
  const file = newFile()
  const first = session({ file })
  await first.ask('a', 'silent-1', 'silent-2', 'late-1')
  const silent = ((await first.journal.own.all()) ?? []).filter(({ completion: answer }) => answer?.responseId)
  const [{ callId, cost: before }] = silent as [CallRecord]
  const laterCosts = new Map([
    [callId, { schema: 'taskbench/call-cost@1', callId, cost: { ...before, nanoUsd: 70 * CENT }, before } as const],
  ])
  const open = (saysCostLater: boolean) => {
    const one = session({ file, laterCosts, saysCostLater })
    return [...one.past.open].map(([{ label }, calls]) => [label, calls.map(({ responseId }) => responseId)])
  }
  expect(open(true)).toEqual([[PRICED.label, ['gen-silent-2']]])
  expect(open(false)).toEqual([])
})

test('a price that is said after a resume takes the place of the guess, also for the tape', async () => {
  const file = newFile()
  const first = session({ file })
  await first.ask('silent-1')
  const [call] = (await first.journal.own.all()) as [CallRecord]
  const kept: CallCostRecord[] = []
  const { engine, past } = session({ file, saysCostLater: true, keepCost: async (record) => void kept.push(record) })
  expect(past.laterCost(call)).toBeNull()
  expect(engine.budget.spentNanoUsd).toBe(3 * CENT)
  await engine.settleCosts(10_000)
  expect([engine.budget.spentNanoUsd, kept.map(({ cost }) => cost.nanoUsd)]).toEqual([70 * CENT, [70 * CENT]])
  expect(past.laterCost(call)).toEqual(kept[0]?.cost)
})

test('answers that were recorded elsewhere and those from the tape cost nothing again; a model that is gone costs what its line says', async () => {
  const file = newFile()
  const first = session({ file })
  await first.ask('a', 'silent-1', 'late-1')
  const [call] = (await first.journal.own.all()) ?? []
  await first.journal.append({ ...call, callId: 'taped', requestHash: 'taped', replayed: { recordedAt: '2026-01-01' } } as typeof call &
    object)
  expect(session({ file, model: { ...PRICED, answersFile: '/a.jsonl' } }).engine.budget.spentNanoUsd).toBe(0)
  expect(session({ file, model: { ...PRICED, label: 'other' } }).engine.budget.spentNanoUsd).toBe(5 * CENT)
  expect(session({ file }).engine.budget.spentNanoUsd).toBe(8 * CENT)
})

test('what a run costs by a simulated price is said as such after a resume', async () => {
  const file = newFile()
  const model = { ...PRICED, simulated: true }
  await session({ file, model }).ask('a')
  expect(await session({ file, model, budgetNanoUsd: 5 * CENT }).ask('b')).toMatchObject([
    { message: 'the budget of $0.05 is used up: $0.05 spent (all simulated)' },
  ])
})
