import { expect, test } from 'vitest'
import type { ModelProgress } from '../src/schema/progress.ts'
import { displayWidth } from './display-width.ts'
import { progressLines } from './progress-lines.ts'

const busy: ModelProgress = {
  model: 'm',
  planned: 1_000,
  running: 16,
  done: 250,
  failed: 3,
  errored: 1,
  skipped: 0,
  retries: 2,
  reused: 0,
  costNanoUsd: 2_000_000,
  unpricedCalls: 1,
  callsPerMinute: 630,
  etaMs: 71_400,
  abandoned: false,
}

test('a line per model says what is done, running, its rate, errors, retries, cost and time left', () => {
  const waiting = { ...busy, model: 'other', running: 0, done: 0, failed: 0, errored: 0, retries: 0, costNanoUsd: 0, unpricedCalls: 0 }
  expect(progressLines({ models: [busy, { ...waiting, callsPerMinute: null, etaMs: null }] })).toEqual([
    'm      250/1000 done · 16 running · 11/s · 3 failed · 1 error · 2 retries · $0.002 · 1 unpriced call · 1 min 12 s left',
    'other  0/1000 done · $0',
  ])
})

test('rates are shown per second or per minute, times up to hours', () => {
  const line = (callsPerMinute: number, etaMs: number) => progressLines({ models: [{ ...busy, callsPerMinute, etaMs }] })[0]
  expect(line(0.6, 9_000_000)).toMatch(/ 0\.6\/min .* 2 h 30 min left/)
  expect(line(45.4, 9_400)).toMatch(/ 45\/min .* 10 s left/)
})

test('a model that is done has neither rate nor time left; one that was given up is marked', () => {
  const done = { ...busy, planned: 250, running: 0, failed: 0, errored: 0, retries: 0, unpricedCalls: 0, etaMs: 0 }
  expect(progressLines({ models: [done] })).toEqual(['m  250/250 done · $0.002'])
  expect(progressLines({ models: [{ ...done, abandoned: true, skipped: 40 }] })).toEqual([
    'm  250/250 done · 40 skipped · abandoned · $0.002',
  ])
})

test.each([20, 40, 60, 80, 120])('no line is wider than %i columns, and what matters most stays', (width) => {
  const models = ['short', 'a-model-with-a-very-long-name/and-a-vendor-before-it', '模型模型模型模型模型模型'].map((model) => ({
    ...busy,
    model,
  }))
  for (const line of progressLines({ models }, width)) {
    expect(displayWidth(line)).toBeLessThanOrEqual(width)
    expect(line).toMatch(/ 250\/|…$/)
  }
})

test('what there is no room for goes by its weight: time left and errors are the last to go', () => {
  expect(progressLines({ models: [busy] }, 40)).toEqual(['m  250/1000 done · 1 min 12 s left'])
  expect(progressLines({ models: [busy] }, 60)).toEqual(['m  250/1000 done · 11/s · 1 error · $0.002 · 1 min 12 s left'])
})

test('more models than rows: those with the most to do, in their order, and a count of the others', () => {
  const models = Array.from({ length: 12 }, (_, index) => ({ ...busy, model: `m${index}`, done: index < 6 ? 1_000 : 100 }))
  const lines = progressLines({ models }, 80, 5)
  expect(lines.map((line) => line.split(' ')[0])).toEqual(['m6', 'm7', 'm8', 'm9', 'and'])
  expect(lines.at(-1)).toBe('and 8 other models: 6200/8000 done')
})

test("a model's label cannot send control characters to the terminal", () => {
  expect(progressLines({ models: [{ ...busy, model: '\u001B[31mred\u202E' }] })[0]).not.toMatch(/[\u001B\u202E]/)
})
