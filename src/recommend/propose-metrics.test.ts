import { expect, test } from 'vitest'
import { testModel } from '../schema/testing/test-model.ts'
import type { CallRequest, Reply } from '../schema/call.ts'
import { proposeMetrics } from './propose-metrics.ts'
import { testMatter } from './testing/matter.ts'

const GOOD = JSON.stringify({ metrics: [{ name: 'f1', reason: 'items' }], primary: 'f1' })

interface Given {
  text: string
  reused?: boolean
  finishReason?: Reply['completion']['finishReason']
}

/** A model that gives these replies, one after the other. */
async function asked(replies: Given[]) {
  const calls: CallRequest[] = []
  const answer = proposeMetrics({
    model: testModel({ label: 'general', params: { temperature: 0 } }),
    name: 'incidents',
    matter: testMatter(),
    seed: 1,
    signal: new AbortController().signal,
    ask: (request) => {
      const { text, reused = false, finishReason = 'stop' } = replies[calls.length] ?? { text: '' }
      calls.push(request)
      return Promise.resolve({ reused, completion: { text, finishReason } } as Reply)
    },
  })
  return { calls, outcome: await answer.catch((error: unknown) => error) }
}

test('a good reply is taken, and counts in the phase recommendation', async () => {
  const { calls, outcome } = await asked([{ text: GOOD }])
  expect(outcome).toMatchObject({ metrics: [{ name: 'f1', reason: 'items' }], primary: 'f1', refused: [] })
  expect(calls).toMatchObject([{ phase: 'recommendation', task: 'incidents', model: 'general', request: { params: { temperature: 0 } } }])
  expect(calls[0]?.callCase).toBe(undefined)
})

test('a reply that cannot be used is asked again once, with what was wrong', async () => {
  const { calls, outcome } = await asked([{ text: 'f1, I think' }, { text: GOOD }])
  expect(outcome).toMatchObject({ primary: 'f1' })
  expect(calls.map(({ nth }) => nth)).toEqual([undefined, 1])
  expect(calls[0]?.requestHash).not.toBe(calls[1]?.requestHash)
  expect(calls[1]?.request.messages.slice(2)).toEqual([
    { role: 'assistant', content: 'f1, I think' },
    { role: 'user', content: 'That reply cannot be used: there is no JSON in the reply. Reply with the JSON alone.' },
  ])
})

test('a second reply that cannot be used is an error that says what was wrong with it', async () => {
  const { calls, outcome } = await asked([{ text: '' }, { text: '{"metrics": [{"name": "bleu", "reason": "x"}]}' }, { text: GOOD }])
  expect(calls).toHaveLength(2)
  expect(outcome).toMatchObject({
    kind: 'invalid-response',
    message:
      'general recommended no metrics that can be used, asked twice: none of the metrics can be taken: bleu (there is no such metric)',
    hint: 'name another general model, or choose from docs/metrics.md',
  })
})

test('replies of an earlier command that could not be used are passed over', async () => {
  const bad = { text: 'no', reused: true }
  const { calls, outcome } = await asked([bad, bad, { text: GOOD }])
  expect(outcome).toMatchObject({ primary: 'f1' })
  expect(calls.map(({ nth }) => nth)).toEqual([undefined, 1, 2])
})

test('a refusal is an error of its own', async () => {
  const { outcome } = await asked([{ text: 'I must not', finishReason: 'refusal' }])
  expect(outcome).toMatchObject({ kind: 'refusal', message: 'general refused to recommend metrics', hint: 'name another general model' })
})
