import { expect, test } from 'vitest'
import { EvalError } from '../schema/eval-error.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { testReply } from '../schema/testing/test-reply.ts'
import { deskWith, questionsIn, verdictsFor } from './testing/asking.ts'

const once = (question: string) => ({ question, votes: 1 })

test('all questions about one answer are asked in one call of the phase judge', async () => {
  const { desk, calls } = deskWith((call) => verdictsFor(call, (question) => (question.startsWith('Is') ? 'yes' : 'no')))
  const outcomes = await Promise.all(['Is it a city?', 'Does it rhyme?', 'Is it big?'].map((question) => desk.ask(once(question))))
  expect(outcomes.map(({ verdict }) => verdict)).toEqual(['passed', 'failed', 'passed'])
  expect(outcomes[1]?.reason).toBe('the judge says no: because of Does it rhyme?')
  expect(calls).toMatchObject([{ phase: 'judge', model: 'judge', task: 'cities', case: 'one', trial: 0 }])
  expect(desk.judgedBy).toMatchObject({ model: 'judge', simulated: false, at: '2026-11-01T00:00:00.000Z' })
})

test('more questions than fit a batch are asked in several calls', async () => {
  const { desk, calls } = deskWith((call) => verdictsFor(call, () => 'yes'), { batch: 2 })
  await Promise.all(['a?', 'b?', 'c?'].map((question) => desk.ask(once(question))))
  expect(calls.map((call) => questionsIn(call).length)).toEqual([2, 1])
})

test('the order of questions follows from the seed and differs between votes', async () => {
  const questions = Array.from({ length: 12 }, (_, index) => `question ${index}?`)
  const orders = async (seed: number) => {
    const { desk, calls } = deskWith((call) => verdictsFor(call, () => 'yes'), { seed })
    await Promise.all(questions.map((question) => desk.ask({ question, votes: 3 })))
    return calls.map((call) =>
      questionsIn(call)
        .map(({ question }) => question)
        .join(),
    )
  }
  const [first, second] = [await orders(1), await orders(1)]
  expect(second).toEqual(first)
  expect(new Set(first).size).toBe(3)
  expect(await orders(2)).not.toEqual(first)
})

test('cannot tell is undecided, with the reason', async () => {
  const { desk } = deskWith((call) => verdictsFor(call, () => 'cannot tell'))
  expect(await desk.ask(once('Why?'))).toEqual({ verdict: 'undecided', reason: 'the judge says cannot tell: because of Why?' })
})

test('three votes are three calls, and the majority counts', async () => {
  const { desk, calls } = deskWith((call, number) => verdictsFor(call, () => (number === 1 ? 'no' : 'yes')))
  expect(await desk.ask({ question: 'Good?', votes: 3 })).toMatchObject({
    verdict: 'passed',
    reason: 'the judge says yes (2 of 3 votes): because of Good?',
  })
  expect(new Set(calls.map(({ requestHash }) => requestHash)).size).toBe(3)
})

test('three different votes have no majority', async () => {
  const { desk } = deskWith((call, number) => verdictsFor(call, () => ['yes', 'no', 'cannot tell'][number] as string))
  expect(await desk.ask({ question: 'Good?', votes: 3 })).toEqual({
    verdict: 'undecided',
    message: 'no majority of 3 votes: 1 yes, 1 no, 1 cannot tell',
  })
})

test('a vote that is missing counts for no answer', async () => {
  const { desk } = deskWith((call, number) =>
    number === 0 ? verdictsFor(call, () => 'yes') : new EvalError('budget', 'the budget is used up'),
  )
  expect(await desk.ask({ question: 'Good?', votes: 3 })).toEqual({
    verdict: 'undecided',
    message:
      'no majority of 3 votes: 1 yes, 0 no, 0 cannot tell, 2 without an answer: the judge judge did not answer: the budget is used up',
  })
})

test('a reply that cannot be read is asked again once, with what was wrong', async () => {
  const { desk, calls } = deskWith((call, number) => (number === 0 ? 'It is fine.' : verdictsFor(call, () => 'yes')))
  expect(await desk.ask(once('Good?'))).toMatchObject({ verdict: 'passed' })
  expect(calls[1]?.request.messages.slice(2)).toEqual([
    { role: 'assistant', content: 'It is fine.' },
    {
      role: 'user',
      content: 'That reply cannot be used: there is no JSON in the answer. Reply with the JSON alone, one entry for each question.',
    },
  ])
})

test('a judge that replies nonsense twice leaves the check undecided', async () => {
  const { desk, calls } = deskWith(() => '')
  expect(await desk.ask(once('Good?'))).toEqual({
    verdict: 'undecided',
    message: 'the judge gave no answer that can be read, asked twice: the answer is empty',
  })
  expect(calls).toHaveLength(2)
})

test('a question that the judge leaves out is undecided, the others are not', async () => {
  const { desk } = deskWith((call) => {
    const { verdicts } = JSON.parse(verdictsFor(call, () => 'yes')) as { verdicts: { reason: string }[] }
    return JSON.stringify({ verdicts: verdicts.filter(({ reason }) => !reason.includes('Left')) })
  })
  const [kept, left] = await Promise.all([desk.ask(once('Kept?')), desk.ask(once('Left out?'))])
  expect(kept.verdict).toBe('passed')
  expect(left).toMatchObject({ verdict: 'undecided', message: expect.stringMatching(/asked twice: there is no single answer to q\d-/) })
})

test.each([
  new EvalError('transient', 'the connection was reset'),
  new EvalError('rate-limit', 'too many requests'),
  new EvalError('budget', 'the budget of $1 is used up'),
  new EvalError('aborted', 'judge costs money and was not asked'),
])('a judge that is not there is missing data: %s', async (error) => {
  const { desk } = deskWith(() => error)
  expect(await desk.ask(once('Good?'))).toEqual({ verdict: 'undecided', message: `the judge judge did not answer: ${error.message}` })
  expect(desk.judgedBy.at).toBeNull()
})

test('a judge that refuses has not answered', async () => {
  const { desk } = deskWith(() => '', { ask: async () => testReply('I cannot help with that.', 'refusal') })
  expect(await desk.ask(once('Good?'))).toEqual({ verdict: 'undecided', message: 'the judge judge did not answer: it refused' })
})

test('gold and case go to a simulated judge alone', async () => {
  const plain = deskWith((call) => verdictsFor(call, () => 'yes'))
  await plain.desk.ask(once('Good?'))
  expect(plain.calls[0]?.callCase).toBeUndefined()
  const simulated = deskWith((call) => verdictsFor(call, () => 'yes'), { model: testModel({ needsCase: true }), agrees: true })
  await simulated.desk.ask(once('Good?'))
  expect(simulated.calls[0]?.callCase).toMatchObject({
    gold: 'Paris',
    judged: { agrees: true, vote: 0, questions: [{ question: 'Good?' }] },
  })
})
