import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { metricDefinition } from '../metrics/metrics.ts'
import { readMetrics } from './read-metrics.ts'
import { listFacts } from './testing/facts.ts'

const FACTS = listFacts()
const one = (name: unknown, reason: unknown = 'it fits') => ({ name, reason })
const reply = (metrics: unknown, primary?: unknown) => JSON.stringify({ metrics, ...(primary === undefined ? {} : { primary }) })
const names = (text: string) => readMetrics(text, FACTS).metrics.map(({ name }) => name)

test('a reply as it was asked for is taken, with its reasons', () => {
  expect(readMetrics(reply([one('f1', 'items\n are  paired'), one('cost')], 'f1'), FACTS)).toEqual({
    metrics: [one('f1', 'items are paired'), one('cost')],
    primary: 'f1',
    refused: [],
    problem: null,
  })
})

test.each([
  ['a fence', `Here you are:\n\`\`\`json\n${reply([one('f1')])}\n\`\`\`\nBye.`],
  ['prose', `I recommend ${reply([one('f1')])} because of that.`],
  ['a bare list', JSON.stringify([one('f1')])],
  ['a trailing comma', '{"metrics": [{"name": "f1", "reason": "it fits"},]}'],
  ['single quotes', "{'metrics': [{'name': 'f1', 'reason': 'it fits'}]}"],
  ['further keys', JSON.stringify({ metrics: [{ ...one('f1'), weight: 2 }], note: 'x' })],
  ['white space around the name', reply([one(' f1 ')])],
])('JSON is found in %s', (_, text) => {
  expect(names(text)).toEqual(['f1'])
})

describe('what cannot be taken is refused, and the rest counts', () => {
  test.each<[string, unknown, { name: string; reason: string }]>([
    ['an unknown metric', one('bleu'), { name: 'bleu', reason: 'there is no such metric' }],
    ['a slip of the pen', one('acuracy'), { name: 'acuracy', reason: 'there is no such metric (did you mean accuracy?)' }],
    ['one that needs more trials', one('pass@5'), { name: 'pass@5', reason: 'it needs 5 trials per case, the task has 2' }],
    ['one of single values', one('abstention'), { name: 'abstention', reason: 'sets have no single value that could be left out' }],
    ['a duplicate', one('f1', 'again'), { name: 'f1', reason: 'it is named twice: the first reason counts' }],
    ['no reason', one('cost', ''), { name: 'cost', reason: 'it came without a reason' }],
    ['a reason that is no text', one('cost', { why: 1 }), { name: 'cost', reason: 'it came without a reason' }],
    ['a number for a name', one(7), { name: '7', reason: 'it is no name' }],
    ['an object for a name', one({ toString: 'f1' }), { name: '{"toString":"f1"}', reason: 'it is no name' }],
    ['a word for an entry', 'cost', { name: '"cost"', reason: 'it is no name' }],
    ['null for an entry', null, { name: 'null', reason: 'it is no name' }],
    ['a list for an entry', ['cost', 'x'], { name: '["cost","x"]', reason: 'it is no name' }],
    ['a name of the prototype', one('__proto__'), { name: '__proto__', reason: 'there is no such metric' }],
    ['another one', one('constructor'), { name: 'constructor', reason: 'there is no such metric' }],
    ['and another', one('hasOwnProperty'), { name: 'hasOwnProperty', reason: 'there is no such metric' }],
    ['code', one('f1;process.exit()'), { name: 'f1;process.exit()', reason: 'there is no such metric' }],
    ['a template', one('{{gold}}'), { name: '{{gold}}', reason: 'there is no such metric' }],
    ['a YAML tag', one('!!js/function f1'), { name: '!!js/function f1', reason: 'there is no such metric' }],
    ['a new line with a key', one('f1\nmodels: []'), { name: 'f1 models: []', reason: 'there is no such metric' }],
    ['terminal escapes', one('\u001b[2Jf1'), { name: '␛[2Jf1', reason: 'there is no such metric' }],
    ['a name in another direction', one('\u202e1f'), { name: '\uFFFD1f', reason: 'there is no such metric' }],
    ['a path', one('../../etc/passwd'), { name: '../../etc/passwd', reason: 'there is no such metric' }],
    ['pass@ of a huge number', one('pass@99999999999999999999'), { name: 'pass@99999999999999999999', reason: 'there is no such metric' }],
  ])('%s', (_, entry, refused) => {
    const read = readMetrics(reply([one('f1'), entry]), FACTS)
    expect(read).toMatchObject({ metrics: [one('f1')], problem: null })
    expect(read.refused).toHaveLength(1)
    expect(read.refused[0]).toEqual(refused)
  })
})

describe('what is shown of a reply is one bounded line without controls', () => {
  test.each([
    ['HTML stays text', '<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['escapes become visible', '\u001b]8;;http://x\u0007link\u001b[0m', '␛]8;;http://x␇link␛[0m'],
    ['lines are joined', 'a\r\nb\n\n\tc', 'a b c'],
    ['a lone surrogate is replaced', 'a\ud800b', 'a\uFFFDb'],
  ])('%s', (_, reason, shown) => {
    expect(readMetrics(reply([one('f1', reason)]), FACTS).metrics).toEqual([one('f1', shown)])
  })

  test('a giant reason is cut', () => {
    expect(readMetrics(reply([one('f1', 'x'.repeat(50_000))]), FACTS).metrics[0]?.reason.length).toBeLessThanOrEqual(300)
  })

  test('a giant name is cut', () => {
    expect(readMetrics(reply([one('f1'), one('x'.repeat(50_000))]), FACTS).refused[0]?.name.length).toBeLessThanOrEqual(60)
  })
})

describe('a reply that cannot be used says why', () => {
  test.each([
    ['nothing', '', 'the reply is empty'],
    ['no JSON', 'I cannot help with that.', 'there is no JSON in the reply'],
    ['a number', '42', 'expected an object with a list under "metrics"'],
    ['null', 'null', 'expected an object with a list under "metrics"'],
    ['another key', '{"metric": []}', 'expected an object with a list under "metrics"'],
    ['a mapping of metrics', '{"metrics": {"f1": "it fits"}}', 'expected an object with a list under "metrics"'],
    [
      'metrics of the prototype',
      '{"__proto__": {"metrics": [{"name": "f1", "reason": "x"}]}}',
      'expected an object with a list under "metrics"',
    ],
    ['an empty list', '{"metrics": []}', 'the list under "metrics" is empty'],
    ['a long list', reply(Array.from({ length: 51 }, () => one('f1'))), 'the list has 51 entries, expected at most 50'],
    ['none that is legal', reply([one('bleu'), one('rouge')]), 'none of the metrics can be taken: bleu (there is no such metric), rouge'],
    ['giant output', ' '.repeat(100_001), 'the reply has 100001 characters, more than the 100000 that are read'],
    ['deep nesting', `{"metrics": ${'['.repeat(40_000)}${']'.repeat(40_000)}}`, ''],
    ['a JSON bomb', `{"metrics": [${'{"a":'.repeat(600)}1${'}'.repeat(600)}]}`, ''],
    ['broken JSON', '{"metrics": [{"name": "f1", "reason": ', ''],
  ])('%s', (_, text, problem) => {
    const read = readMetrics(text, FACTS)
    expect(read.metrics).toEqual([])
    expect(read.problem).toContain(problem)
  })
})

test.each([
  ['is none of those that were taken', reply([one('f1')], 'accuracy'), 'accuracy'],
  ['cannot be computed', reply([one('f1')], 'pass@9'), 'pass@9'],
  ['is no name', reply([one('f1')], ['f1']), '["f1"]'],
])('a primary metric that %s is refused', (_, text, name) => {
  const read = readMetrics(text, FACTS)
  expect(read).toMatchObject({ primary: null, problem: null })
  expect(read.refused).toEqual([{ name, reason: 'as the primary metric: it is none of those that were taken' }])
})

test('a quantile near the end is no primary metric', () => {
  const read = readMetrics(reply([one('latency-p95')], 'latency-p95'), FACTS)
  expect(read.metrics.map(({ name }) => name)).toEqual(['latency-p95'])
  expect(read).toMatchObject({
    primary: null,
    refused: [{ name: 'latency-p95', reason: 'as the primary metric: it has no score per case to be compared by' }],
  })
})

test('nothing that is read pollutes prototypes', () => {
  readMetrics('{"metrics": [{"__proto__": {"polluted": true}, "name": "f1", "reason": "x"}], "__proto__": {"polluted": true}}', FACTS)
  expect(({} as { polluted?: boolean }).polluted).toBe(undefined)
})

test('whatever a model says, only metrics that the task can compute come out, each once', () => {
  const word = fc.oneof(fc.constantFrom('f1', 'accuracy', 'abstention', 'pass^2', 'pass@3', 'quality', '__proto__'), fc.string())
  const entry = fc.oneof(fc.record({ name: fc.oneof(word, fc.jsonValue()), reason: fc.oneof(fc.string(), fc.jsonValue()) }), fc.jsonValue())
  const facts = fc.record({ hasGold: fc.boolean(), hasChecks: fc.boolean(), count: fc.constantFrom(1, 2, 5) })
  fc.assert(
    fc.property(fc.oneof(fc.array(entry), fc.jsonValue()), word, facts, (metrics, primary, { count, ...has }) => {
      const given = listFacts({ ...has, trials: { count, pass: 'all' } })
      const read = readMetrics(reply(metrics, primary), given)
      for (const { name, reason } of read.metrics) {
        expect(metricDefinition(name)?.fits(given).reason).toBe(null)
        expect(reason).not.toBe('')
      }
      expect(new Set(read.metrics.map(({ name }) => name)).size).toBe(read.metrics.length)
      expect(read.problem === null).toBe(read.metrics.length > 0)
      expect(read.primary === null || read.metrics.some(({ name }) => name === read.primary)).toBe(true)
    }),
  )
})

test.each([
  ['['.repeat(100_000)],
  ['{"metrics":['.repeat(8_000)],
  ['"'.repeat(100_000)],
  ['```'.repeat(30_000)],
  [`{"metrics": [${'{"name":"x"},'.repeat(7_000)}`],
])('a reply that is hard to read ends without a metric', (text) => {
  expect(readMetrics(text, FACTS)).toMatchObject({ metrics: [], problem: expect.any(String) as unknown })
})
