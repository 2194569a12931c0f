import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { EvalError } from '../../schema/eval-error.ts'
import { simServerSettings } from './sim-server-settings.ts'
import type { SimServeOptions } from './sim-server-settings.ts'

const file = (name: string, text: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'taskbench-sim-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const refusal = (options: SimServeOptions) => {
  try {
    simServerSettings(options)
  } catch (error) {
    if (EvalError.is(error)) return error.message
  }
  throw new Error('expected an EvalError')
}

test('flags and their defaults', () => {
  const { settings, port } = simServerSettings({
    port: '8123',
    seed: '3',
    latency: '50',
    pace: '40',
    faults: '{"rateLimit":0.1}',
    answer: 'Yes.',
  })
  expect(port).toBe(8123)
  expect(settings).toMatchObject({ seed: 3, latency: { kind: 'fixed', ms: 50 }, tokensPerSecond: 40, answer: 'Yes.', mostInFlight: null })
  expect(settings.faults).toMatchObject({ rateLimit: 0.1, serverError: 0, retryAfterMs: null })
  expect(simServerSettings({ latency: '{kind: lognormal, medianMs: 200}' }).settings.latency).toEqual({
    kind: 'lognormal',
    medianMs: 200,
    sigma: 0.4,
  })
})

test('a file of settings, with flags over it, a file of faults and one of answers', () => {
  const settings = file('sim.yaml', 'seed: 7\nlatency: { kind: fixed, ms: 5 }\nlimit: { requests: 3 }\n')
  const faults = file('faults.yaml', 'stall: 0.5\n')
  const answers = file('answers.jsonl', '{"match":"France","answer":"Paris"}\n\n{"answer":{"a":1}}\n')
  const read = simServerSettings({ settings, faults, answers, latency: '9' }).settings
  expect(read).toMatchObject({ seed: 7, latency: { ms: 9 }, limit: { requests: 3, windowMs: 60_000 }, faults: { stall: 0.5 } })
  expect(read.answers).toEqual([{ match: 'France', answer: 'Paris' }, { answer: { a: 1 } }])
})

test('every fault of the settings is said, with what was expected', () => {
  expect(refusal({ seed: 'x', latency: 'soon', faults: '{"rateLimt":0.1,"stall":2}' })).toBe(
    [
      'seed: found "x", expected a number',
      'latency.ms: found "soon", expected a number',
      'faults.stall: found 2, expected at most 1',
      'unknown key "rateLimt" (did you mean rateLimit?)',
    ].join('\n'),
  )
  expect(refusal({ faults: '{"stall":0.6,"garbage":0.7}' })).toBe('the rates of the faults add up to 1.300, expected at most 1')
  expect(refusal({ port: '70000' })).toBe('--port: found 70000, expected a whole number from 0 to 65535')
  const settings = file('sim.yaml', 'seed: 1\nlatensy: 5\n')
  expect(refusal({ settings })).toBe(`${settings}:2:1 unknown key "latensy" (did you mean latency?)`)
  expect(refusal({ settings: join(settings, '../none.yaml') })).toContain('there is no such file')
})

test('faults of a stream script are said with their place', () => {
  const settings = file('sim.yaml', 'stream:\n  gaps: fast\n  tokens: 0\n  usage: sometimes\n  rolechunk: true\nservice: { slots: 0 }\n')
  expect(refusal({ settings }).split('\n')).toEqual([
    `${settings}:2:9 stream.gaps: found "fast", expected a number or a list or a mapping`,
    `${settings}:3:11 stream.tokens: found 0, expected at least 1`,
    `${settings}:4:10 stream.usage: found "sometimes", expected "last" or "each" or "nulls" or "none"`,
    `${settings}:5:3 unknown key "rolechunk" (did you mean roleChunk?)`,
    `${settings}:6:19 service.slots: found 0, expected at least 1`,
  ])
})

test('a line of answers that is none is said with its place', () => {
  const broken = file('broken.jsonl', '{"answer":1}\n{"answer":\n')
  expect(refusal({ answers: broken })).toBe(`${broken}:2:1 the line is not JSON (lines are {"match": "…", "answer": …})`)
  const unknown = file('unknown.jsonl', '{"promt":"a","answer":1}\n')
  expect(refusal({ answers: unknown })).toContain(`${unknown}:1:1 unknown key "promt"`)
})
