import { expect, onTestFinished, test, vi } from 'vitest'
import { virtualRun } from '../src/benchmark/testing/virtual-run.ts'
import { EvalError } from '../src/schema/eval-error.ts'
import { testModel } from '../src/schema/testing/test-model.ts'
import { benchmarkProgress } from './benchmark-progress.ts'

test('without a terminal there is a line for each block', async () => {
  const written: string[] = []
  const stream = { write: (text: string | Uint8Array) => written.push(String(text)) > 0 }
  const progress = benchmarkProgress({ blocks: 4, stdout: stream, stderr: stream, live: false })
  const models = [testModel({ name: 'a' }), testModel({ name: 'b' })]
  await virtualRun({ repetitions: 2, stop: { requests: 3 } }, { models, observers: () => [progress] })
  progress.stop()
  expect(written).toEqual([
    '1/4  test · test:a: 3 measured\n',
    '2/4  test · test:b: 3 measured\n',
    '3/4  test · test:b · repetition 2: 3 measured\n',
    '4/4  test · test:a · repetition 2: 3 measured\n',
  ])
})

test('failed requests are counted; what its user has cut off is none', async () => {
  const written: string[] = []
  const stream = { write: (text: string | Uint8Array) => written.push(String(text)) > 0 }
  const progress = benchmarkProgress({ blocks: 1, stdout: stream, stderr: stream, live: false })
  const fails = [new EvalError('transient', 'down', { code: 'http-503' }), new EvalError('aborted', 'stopped', { code: 'cancelled' }), null]
  await virtualRun({ stop: { requests: 3 } }, { fails: (index) => fails[index] ?? null, observers: () => [progress] })
  expect(written).toEqual(['1/1  test · test:a: 3 measured, 1 failed\n'])
})

test('on a terminal there is no block beyond the last', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const written: string[] = []
  const stream = { write: (text: string | Uint8Array) => written.push(String(text)) > 0 }
  const progress = benchmarkProgress({ blocks: 1, stdout: stream, stderr: stream, live: true })
  const look = { onSample: () => void vi.advanceTimersByTime(200) }
  await virtualRun({ stop: { requests: 3 } }, { observers: () => [progress, look] })
  vi.advanceTimersByTime(200)
  progress.stop()
  expect(written.join('')).toContain('1/1  test · test:a  3 measured, 0 in flight')
  expect(written.join('')).not.toContain('2/1')
})
