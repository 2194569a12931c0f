import { describe, expect, test } from 'vitest'
import type { CallRequest, Reply } from '../schema/call.ts'
import { EvalError } from '../schema/eval-error.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { askChunks } from './chunked-prompt.ts'
import { ask, completionOf, placeOf, promptOf, replyOf, taskOf, TEXT } from './testing/chunked.ts'
import { TrialCalls } from './trial-calls.ts'

describe('a part that fails', () => {
  const failing = (errors: Record<string, EvalError>) => (request: CallRequest) => {
    const error = errors[promptOf(request).slice(0, 3)]
    if (error) throw error
    return '[]'
  }

  test('is named, when every part has ended', async () => {
    const error = new EvalError('rate-limit', 'slow down', { hint: 'wait', retryAfterMs: 5, requestId: 'r' })
    const { calls, result } = await ask(failing({ thr: error }))
    expect(result).toMatchObject({ kind: 'rate-limit', message: 'part 2 of 3: slow down', hint: 'wait', retryAfterMs: 5, requestId: 'r' })
    expect(calls.replies).toHaveLength(2)
  })

  test('says how many others did; one that leaves the trial open comes first', async () => {
    const refused = new EvalError('refusal', 'no')
    const limited = new EvalError('timeout', 'late')
    expect((await ask(failing({ one: refused, thr: limited, fiv: refused }))).result).toMatchObject({
      kind: 'timeout',
      message: 'part 2 of 3: late (and 2 more parts)',
    })
    expect((await ask(failing({ one: refused, fiv: refused }))).result).toMatchObject({
      kind: 'refusal',
      message: 'part 1 of 3: no (and 1 more part)',
    })
  })

  test('because the run goes no further is said as of any trial, unless another failed by itself', async () => {
    const over = new EvalError('budget', 'the budget is used up', { ownBudget: true })
    const late = new EvalError('timeout', 'late')
    expect((await ask(failing({ one: over, thr: new EvalError('refusal', 'no'), fiv: over }))).result).toBe(over)
    expect((await ask(failing({ one: over, thr: late }))).result).toMatchObject({ message: 'part 2 of 3: late (and 1 more part)' })
    const quota = new EvalError('budget', 'insufficient credits')
    expect((await ask(failing({ one: over, thr: quota }))).result).toMatchObject({
      message: 'part 2 of 3: insufficient credits (and 1 more part)',
    })
  })

  test('to be merged is said, too', async () => {
    const task = taskOf({ merge: 'model', mergePrompt: '{{parts}}' }, 'text')
    const { result } = await ask(failing({ Par: new EvalError('timeout', 'late') }), { task })
    expect(result).toMatchObject({ kind: 'timeout', message: 'merging the parts: late' })
  })

  test('is asked again alone where the others are known by their hash', async () => {
    const known = new Map<string, Reply>()
    const run = async (down: boolean) => {
      const asked: string[] = []
      const setup = placeOf(testModel(), TEXT)
      const calls = new TrialCalls(setup, async (request) => {
        const before = known.get(request.requestHash)
        if (before) return before
        asked.push(promptOf(request))
        if (down && promptOf(request).startsWith('three')) throw new EvalError('auth', 'who are you')
        known.set(request.requestHash, replyOf(completionOf('[]')))
        return known.get(request.requestHash) as Reply
      })
      await askChunks(taskOf(), setup, calls).catch(() => null)
      return asked
    }
    expect(await run(true)).toEqual(['one\ntwo\n', 'three\nfour\n', 'five\n'])
    expect(await run(false)).toEqual(['three\nfour\n'])
  })
})
