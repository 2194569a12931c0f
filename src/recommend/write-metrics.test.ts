import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseYaml } from '../config/read-yaml.ts'
import { lineDiff } from '../text/line-diff.ts'
import { mergedOrder, withMetrics } from './write-metrics.ts'

const HEAD = `# A task.
name: x   # its name
prompt: |
  # no comment
  metrics: none
cases: [{ q: one, gold: two }]
`
const written = (text: string, metrics: string[] = ['f1', 'cost'], primary: string | null = null) =>
  withMetrics(text, { metrics, primary }, 'x.task.yaml')
const diff = (text: string, ...given: [string[]?, (string | null)?]) =>
  lineDiff(text, written(text, ...given)).filter((line) => !line.startsWith(' '))

describe('a task without metrics', () => {
  test('gets a line before the keys that usually follow, and before their comments', () => {
    expect(written(`${HEAD}\n# How often.\n# Thrice.\ntrials: 3\ngates: []\n`)).toBe(
      `${HEAD}\nmetrics: [f1, cost]\n# How often.\n# Thrice.\ntrials: 3\ngates: []\n`,
    )
  })

  test('gets it at the end where there are none', () => {
    expect(written(HEAD)).toBe(`${HEAD}metrics: [f1, cost]\n`)
    expect(written(HEAD.trimEnd())).toBe(`${HEAD}metrics: [f1, cost]\n`)
  })

  test('gets the primary metric beside them', () => {
    expect(diff(`${HEAD}gates: []\n`, ['pass^2', 'cost'], 'pass^2')).toEqual(['+ metrics: [pass^2, cost]', '+ primary: pass^2'])
  })
})

describe('a task with metrics', () => {
  test.each([
    ['metrics: [accuracy, f1] # chosen', 'metrics: [f1, cost] # chosen'],
    ['metrics: [ accuracy ]', 'metrics: [ f1, cost ]'],
    ['metrics: # chosen\ntrials: 1', 'metrics: [f1, cost] # chosen\ntrials: 1'],
    ['metrics:\n  [\n    accuracy,\n    f1,\n  ]', 'metrics:\n  [ f1, cost ]'],
    ['metrics: []', 'metrics: [f1, cost]'],
    ['"metrics": ["f1"]', '"metrics": [f1, cost]'],
    ['metrics: [f1]\nprimary: f1 # ranks', 'metrics: [f1, cost]\nprimary: f1 # ranks'],
  ])('keeps everything else: %s', (before, after) => {
    expect(written(`${HEAD}${before}\n`)).toBe(`${HEAD}${after}\n`)
  })

  test('written one per line keeps the lines of those that stay, with their comments', () => {
    const list = `metrics:\n  # right or wrong\n  - accuracy\n  - 'f1'   # both\n\n  # money\n  - cost # in dollars\n  # slow\n  - latency\ntrials: 2\n`
    expect(written(`${HEAD}${list}`, ['f1', 'cost', 'consistency'])).toBe(
      `${HEAD}metrics:\n  # right or wrong\n  - 'f1'   # both\n\n  # money\n  - cost # in dollars\n  - consistency\ntrials: 2\n`,
    )
  })

  test('has its primary metric changed where it stands', () => {
    expect(diff(`${HEAD}primary: f1 # ranks\nmetrics: [f1]\n`, ['f1', 'cost'], 'cost')).toEqual([
      '- primary: f1 # ranks',
      '- metrics: [f1]',
      '+ primary: cost # ranks',
      '+ metrics: [f1, cost]',
    ])
  })
})

test('line ends stay what they are', () => {
  const text = `${HEAD}metrics:\n  - f1\n  - latency\ngates: []\n`.replaceAll('\n', '\r\n')
  expect(written(text)).toBe(`${HEAD}metrics:\n  - f1\n  - cost\ngates: []\n`.replaceAll('\n', '\r\n'))
  expect(written(HEAD.replaceAll('\n', '\r\n'))).toBe(`${HEAD}metrics: [f1, cost]\n`.replaceAll('\n', '\r\n'))
})

test.each([
  ['one flow mapping', '{ name: x, prompt: hi, cases: [{ q: 1 }] }\n'],
  ['a document end', 'name: x\ncases: [{ q: 1 }]\n...\n'],
  ['comments inside of brackets', `${HEAD}metrics: [\n  f1, # both\n  latency\n]\n`],
  ['an anchor that others need', `${HEAD}metrics: &m [f1, latency]\ntags: *m\n`],
])('a file written as %s is refused, with what to write', (_, text) => {
  expect(() => written(text, ['f1', 'cost'], 'f1')).toThrow(
    expect.objectContaining({
      kind: 'config',
      message: 'x.task.yaml: metrics cannot be written into this file without changing more than them',
      hint: 'write it yourself: metrics: [f1, cost] and primary: f1',
    }),
  )
})

const root = join(import.meta.dirname, '../..')
test.each(globSync('{evals,examples}/**/*.task.yaml', { cwd: root }))('%s gets its metrics with two lines', (file) => {
  const text = readFileSync(join(root, file), 'utf8')
  expect(diff(text, ['pass-rate', 'cost'], 'cost')).toEqual(['+ metrics: [pass-rate, cost]', '+ primary: cost'])
})

test('metrics that stand there already keep their places', () => {
  expect(mergedOrder(['cost', 'f1', 'cost'], ['f1', 'latency', 'cost'])).toEqual(['cost', 'f1', 'latency'])
  expect(mergedOrder([], ['f1', 'cost'])).toEqual(['f1', 'cost'])
})

test('whatever a file looks like, what is read from it is what was written, and all comments stay or the file is refused', () => {
  const part = fc.constantFrom(
    'name: x # name\n',
    'prompt: |\n  # text\n  {{q}}\n',
    'prompt: >-\n  folded\n   text\n\n',
    '# a comment\ntrials: 3\n',
    'metrics: [f1, accuracy] # m\n',
    'metrics:\n- f1\n- latency # slow\n',
    'metrics:\n    - cost\n',
    'metrics: # none\n',
    'primary: cost # p\n',
    'gates:\n  - { metric: f1, min: 0.5 } # g\n',
    '\n',
    'cases: [{ q: 1 }]\n',
    'checks:\n  - kind: json\n    # inside\n    name: y\n',
  )
  const metrics = fc.subarray(['f1', 'cost', 'latency', 'pass^2', 'pass@3'], { minLength: 1 })
  const keyOf = (text: string) => /^(?:# .*\n)?(\w+):/.exec(text)?.[1] ?? text
  fc.assert(
    fc.property(fc.uniqueArray(part, { selector: keyOf, minLength: 1, maxLength: 7 }), metrics, fc.boolean(), (parts, wanted, ranks) => {
      const text = parts.join('')
      if (text.trim() === '' || parseYaml(text, 'x').value === null) return
      const given = parseYaml(text, 'x').value as { metrics?: string[] | null }
      const order = mergedOrder(given.metrics ?? [], wanted)
      const after = written(text, order, ranks ? 'cost' : null)
      expect(parseYaml(after, 'x').value).toEqual({ ...given, metrics: order, ...(ranks ? { primary: 'cost' } : {}) })
      const comments = ['# name', '# a comment', '# m', '# none', '# p', '# g', '# inside'].filter((comment) => text.includes(comment))
      expect(comments.filter((comment) => !after.includes(comment))).toEqual([])
    }),
    { numRuns: 500 },
  )
})
