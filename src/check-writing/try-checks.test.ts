import { expect, test } from 'vitest'
import { checkOf } from '../checks/testing/judge.ts'
import { generatedTrial } from '../records/testing/generated-records.ts'
import type { GeneratedTrial } from '../records/testing/generated-records.ts'
import type { TrialDetail } from '../schema/record-store.ts'
import { refersToGold } from './refers-to-gold.ts'
import { answerHash, storedAnswers } from './stored-answers.ts'
import { suite } from './testing/suites.ts'
import { tryChecks } from './try-checks.ts'

const triage = await suite('support-triage')
const [first, second] = triage.cases
if (!first || !second) throw new Error('the suite has cases')

async function* details(trials: GeneratedTrial[]): AsyncGenerator<TrialDetail> {
  for (const wanted of trials) {
    const { trial, call } = generatedTrial({ task: triage.name, ...wanted })
    yield { trial, calls: [call] }
  }
}

const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

test('gold passes, mutants are killed by what forbids them, and nothing is asked', async () => {
  const checks = [
    checkOf({ name: 'fields', kind: 'schema' }),
    checkOf({ name: 'never', kind: 'length', unit: 'characters', max: 100_000 }),
    checkOf({ name: 'crash', kind: 'expression', cel: 'output.nothing == 1' }),
  ]
  const tried = await tryChecks({ task: triage, checks })
  const of = (origin: string) => [...tried.answers.keys()].filter((index) => tried.answers[index]?.origin === origin)
  expect(of('gold')).toHaveLength(triage.cases.length)
  for (const index of of('gold')) expect(tried.verdicts.map((verdicts) => verdicts[index])).toEqual([0, 0, 2])
  const row = (mutator: string) => tried.kills.find((each) => each.mutator === mutator)
  expect(row('wrong-type')).toMatchObject({ class: 'format', mutants: 34, meaningChanging: 34, killed: 34, killedBy: [34, 0, 0] })
  expect(row('other-case')).toMatchObject({ class: 'content', killed: 0, killedBy: [0, 0, 0] })
  expect(tried.killRates[1]).toBe(0)
  expect(tried.killRates[0]).toBeGreaterThan(0.4)
})

test('without gold and labels a judge is asked about stored answers, twenty at most', async () => {
  const cases = triage.cases.map((subject) => ({ ...subject, gold: undefined }))
  const task = { ...triage, cases }
  const trials = Array.from({ length: 30 }, (_, trial): GeneratedTrial => ({
    case: first.id,
    trial,
    text: '{}',
    over: { caseHash: first.caseHash },
  }))
  let asked = 0
  const openJudge = () => Promise.resolve(() => Promise.resolve({ verdict: asked++ % 2 === 0 ? 'passed' : 'failed' } as const))
  const checks = [checkOf({ kind: 'judge', question: 'Is it kind?' })]
  const { verdicts } = await tryChecks({ task, checks, openJudge, answers: storedAnswers(task, details(trials)) })
  expect(asked).toBe(20)
  expect([0, 1, 2].map((code) => verdicts[0]?.filter((verdict) => verdict === code).length)).toEqual([10, 10, 10])
})

test('stored answers are read as the task reads them today, and take their labels from people', async () => {
  const trials: GeneratedTrial[] = [
    { case: first.id, text: JSON.stringify(first.gold), over: { caseHash: first.caseHash } },
    { case: 'renamed', text: 'no idea', over: { caseHash: second.caseHash } },
    { case: second.id, text: '{}', over: { caseHash: 'another input' } },
    { case: first.id, text: '{}', over: { caseHash: first.caseHash, status: 'errored' } },
    { task: 'another', case: first.id, text: '{}', over: { caseHash: first.caseHash } },
  ]
  const answers = await collect(storedAnswers(triage, details(trials)))
  expect(answers.map((answer) => [answer.case.id, answer.reading.value === undefined])).toEqual([
    [first.id, false],
    [second.id, true],
  ])
  const hash = answerHash(second.caseHash, 'no idea')
  const labels = new Map([[hash, { version: 1, answerHash: hash, run: 'r', case: second.id, model: 'm', label: 'bad' } as const]])
  const checks = [checkOf({ kind: 'schema' })]
  const tried = await tryChecks({ task: { ...triage, cases: [first, second] }, checks, answers, labels, mutants: { using: [] } })
  expect([...tried.labels]).toEqual([2, 2, 3, 1])
  expect([...(tried.verdicts[0] ?? [])]).toEqual([0, 0, 0, 1])
  expect([...tried.groups]).toEqual([0, 1, 0, 1])
  expect(tried.answers.at(-1)).toMatchObject({ origin: 'stored', hash })
  expect(tried.killRates).toEqual([null])
})

test('answers that were put together from parts keep what they were merged to', async () => {
  const over = {
    caseHash: first.caseHash,
    callIds: ['a', 'b'],
    output: { label: 'bug' },
    answer: { ...(await answerOf()), text: 'merged' },
  }
  const [answer] = await collect(storedAnswers(triage, details([{ case: first.id, over }])))
  expect(answer).toMatchObject({ reading: { value: { label: 'bug' } }, answer: { text: 'merged' } })
})

async function answerOf() {
  const [stored] = await collect(storedAnswers(triage, details([{ case: first?.id ?? '', over: { caseHash: first?.caseHash ?? '' } }])))
  if (!stored) throw new Error('there is one')
  return stored.answer
}

test('checks that compare with gold are told from those that do not', () => {
  const does = [
    { kind: 'equals' },
    { kind: 'number', path: 'total' },
    { kind: 'similar', min: 0.5 },
    { kind: 'contains', text: 'the {{ gold.label }}' },
    { kind: 'one-of', values: ['{{gold}}'] },
    { kind: 'expression', cel: 'output.label == gold.label' },
    { kind: 'expression', cel: 'output["gold"] == gold' },
  ]
  const doesNot = [
    { kind: 'equals', value: 'gold' },
    { kind: 'expression', cel: 'output.gold == "gold"' },
    { kind: 'expression', cel: 'output.all(gold, gold > 1)' },
    { kind: 'contains', text: '{{input.gold}}' },
    { kind: 'contains', text: 'gold' },
  ]
  expect(does.map((raw) => refersToGold(checkOf(raw)))).not.toContain(false)
  expect(doesNot.map((raw) => refersToGold(checkOf(raw)))).not.toContain(true)
})
