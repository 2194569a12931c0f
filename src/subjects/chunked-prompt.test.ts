import { describe, expect, test } from 'vitest'
import type { CallRequest } from '../schema/call.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { DEFAULT_MERGE_PROMPT } from '../tasks/default-merge-prompt.ts'
import { askPrompt } from './prompt-subject.ts'
import { answered, ask, completionOf, placeOf, promptOf, replyOf, taskOf, TEXT, wordsOf } from './testing/chunked.ts'
import { TrialCalls } from './trial-calls.ts'

describe('an input that fits into one chunk', () => {
  test.each([testModel(), testModel({ provider: 'sim' })])('is the same question as without chunking, asked of $id', async (model) => {
    const { asked, result } = await ask(wordsOf, { text: 'one\ntwo\n', model, gold: [] })
    const whole: CallRequest[] = []
    const setup = placeOf(model, 'one\ntwo\n', [])
    const calls = new TrialCalls(setup, async (request) => {
      whole.push(request)
      return replyOf(completionOf(''))
    })
    await askPrompt(
      taskOf(),
      model,
      [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'one\ntwo\n' },
      ],
      calls,
    )
    expect(asked).toEqual(whole)
    expect(answered(result)).toMatchObject({ answer: { text: '[{"word":"one"},{"word":"two"}]' }, reading: null })
  })

  test('may be empty', async () => {
    expect((await ask(() => '[]', { text: '' })).asked.map(promptOf)).toEqual([''])
  })
})

describe('a long input', () => {
  test('is asked part by part at the same time, and its calls keep the order of the parts', async () => {
    let waiting = 0
    let release = () => {}
    const all = new Promise<void>((resolve) => (release = resolve))
    const { asked, calls, result } = await ask(async (request) => {
      if (++waiting === 3) release()
      await all
      // The first part is the last to be answered.
      if (promptOf(request).startsWith('one')) await new Promise((resolve) => setImmediate(resolve))
      return wordsOf(request)
    })
    expect(asked.map(promptOf)).toEqual(['one\ntwo\n', 'three\nfour\n', 'five\n'])
    expect(new Set(asked.map(({ requestHash }) => requestHash)).size).toBe(3)
    expect(calls.replies.map(({ completion }) => completion.text)).toEqual(asked.map(wordsOf))
    expect(answered(result).reading?.value).toEqual(['one', 'two', 'three', 'four', 'five'].map((word) => ({ word })))
  })

  test('sums usage and time; what one part does not say is unknown; the worst finish reason stands', async () => {
    const { result } = await ask((request) =>
      promptOf(request).startsWith('three') ? completionOf('[]', { finishReason: 'length' }) : completionOf('[]'),
    )
    expect(answered(result).answer).toMatchObject({
      finishReason: 'length',
      usage: { inputTokens: 30, outputTokens: 15, reasoningTokens: null },
      timings: { queueMs: 21, firstTokenMs: 2, latencyMs: 90 },
    })
  })

  test('says in the prompt which part of how many it is, and where it begins', async () => {
    const task = taskOf({}, 'json', '{{chunk.index}}/{{chunk.count}} from {{chunk.line}}: {{text}}')
    const { asked } = await ask(() => '[]', { task })
    expect(asked.map(promptOf)).toEqual(['1/3 from 1: one\ntwo\n', '2/3 from 3: three\nfour\n', '3/3 from 5: five\n'])
  })

  test('is asked whole of a model whose answers are recorded', async () => {
    const { asked } = await ask(() => '[]', { model: testModel({ answersFile: '/answers.jsonl', needsCase: true }) })
    expect(asked.map(promptOf)).toEqual([TEXT])
  })

  test('of a simulated model each part is a case of its own, with the gold that lies in it', async () => {
    const gold = [{ word: 'two' }, { word: 'nowhere' }, { word: 'five' }]
    const { asked } = await ask(() => '[]', { model: testModel({ provider: 'sim' }), gold })
    expect(asked.map(({ callCase }) => callCase?.gold)).toEqual([[{ word: 'two' }, { word: 'nowhere' }], [], [{ word: 'five' }]])
    expect(asked.map(({ callCase }) => callCase?.input['text'])).toEqual(['one\ntwo\n', 'three\nfour\n', 'five\n'])
    expect(new Set(asked.map(({ callCase }) => callCase?.caseHash)).size).toBe(3)
    expect(new Set(asked.map((request) => request.case))).toEqual(new Set(['a']))
  })
})

describe('the answers', () => {
  test('of the last part alone', async () => {
    const { result } = await ask((request) => promptOf(request).slice(0, 4), { task: taskOf({ merge: 'last' }, 'text') })
    expect(answered(result).answer).toMatchObject({ text: 'five', usage: { inputTokens: 30 } })
  })

  test('as texts, with an empty line between', async () => {
    const { result } = await ask((request) => promptOf(request).trim().toUpperCase(), { task: taskOf({ merge: 'concatenate' }, 'text') })
    expect(answered(result).answer.text).toBe('ONE\nTWO\n\nTHREE\nFOUR\n\nFIVE')
  })

  test('as lines', async () => {
    const { result } = await ask((request) => `- ${promptOf(request).slice(0, 3)}\n- same`, { task: taskOf({}, 'lines') })
    expect(answered(result)).toMatchObject({ answer: { text: 'one\nsame\nthr\nfiv' }, reading: { value: ['one', 'same', 'thr', 'fiv'] } })
  })

  test('with lines that count from the beginning of the input', async () => {
    const task = taskOf({ offsets: { fields: ['line'], add: 'lines' } })
    const { result } = await ask((request) => JSON.stringify([{ word: promptOf(request).slice(0, 3), line: 1 }]), { task })
    expect(answered(result)).toMatchObject({
      answer: { text: '[{"word":"one","line":1},{"word":"thr","line":3},{"word":"fiv","line":5}]' },
    })
  })

  test('none of which could be read are shown as they came', async () => {
    const { result } = await ask(() => 'no idea')
    expect(answered(result)).toMatchObject({
      answer: { text: 'no idea\n\nno idea\n\nno idea' },
      reading: { value: undefined, problem: expect.stringContaining('part 1 of 3: there is no JSON in the answer; part 2 of 3') },
    })
  })

  test('merged by a model, which sees the instructions without the long input', async () => {
    const task = taskOf({ merge: 'model', mergePrompt: DEFAULT_MERGE_PROMPT }, 'text', 'Sum up: {{text}}')
    const { asked, result } = await ask((request) => (promptOf(request).includes('Part 1 of 3') ? 'all' : promptOf(request).slice(8, 11)), {
      task,
    })
    expect(asked).toHaveLength(4)
    expect(asked[3]?.request.messages[0]).toEqual({ role: 'system', content: 'Be brief.' })
    expect(promptOf(asked[3] as CallRequest)).toContain('It was cut into 3 parts')
    expect(promptOf(asked[3] as CallRequest)).toContain('Sum up: [the input]')
    expect(promptOf(asked[3] as CallRequest)).toContain('Part 1 of 3:\none\n\nPart 2 of 3:\nthr\n\nPart 3 of 3:\nfiv')
    expect(answered(result)).toMatchObject({
      answer: { text: 'all', usage: { inputTokens: 40 }, timings: { latencyMs: 120 } },
      reading: null,
    })
  })

  test('hold the tool calls of all parts', async () => {
    const { result } = await ask((request) => completionOf('[]', { toolCalls: [{ name: promptOf(request).slice(0, 3), arguments: {} }] }))
    expect(answered(result).answer.toolCalls.map(({ name }) => name)).toEqual(['one', 'thr', 'fiv'])
  })
})
