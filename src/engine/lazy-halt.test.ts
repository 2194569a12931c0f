import { expect, test, vi } from 'vitest'
import { EvalError } from '../schema/eval-error.ts'
import { LazyHalt } from './lazy-halt.ts'

const late = new EvalError('timeout', 'too late')

test('its listener and its signal are told why it ends, the listener once', () => {
  const halt = new LazyHalt()
  const listener = { handleEvent: vi.fn<() => void>() }
  halt.listener = listener
  const { signal } = halt
  halt.abort(late)
  halt.abort(new EvalError('aborted', 'and again'))
  expect(listener.handleEvent).toHaveBeenCalledTimes(1)
  expect(halt).toMatchObject({ aborted: true, reason: late })
  expect(signal).toMatchObject({ aborted: true, reason: late })
})

test('a signal that is read after the end is aborted', () => {
  const halt = new LazyHalt()
  halt.abort(late)
  expect(halt.signal).toMatchObject({ aborted: true, reason: late })
})
