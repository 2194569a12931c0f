import { describe, expect, it } from 'vitest'
import type { TestCase } from 'vitest/node'
import { HOSTILE_TEXTS } from '../src/records/testing/hostile-texts.ts'
import { generatedReport } from '../src/report/testing/generated-report.ts'
import { githubAnnotations } from './github-annotations.ts'

/** What is read of a failed test. */
const failed = (name: string, errors: { name: string; message: string; line?: number }[]): TestCase =>
  ({
    name,
    fullName: `task > model > ${name}`,
    module: { moduleId: '/work/project/a.task.yaml' },
    parent: { type: 'suite', name: 'model' },
    meta: () => ({}),
    result: () => ({
      state: 'failed',
      errors: errors.map(({ line, ...error }) => ({
        ...error,
        stacks: line === undefined ? [] : [{ file: '/work/project/a.task.yaml', line, column: 1 }],
      })),
    }),
  }) as unknown as TestCase

const source = (tests: TestCase[]) => ({
  tests,
  reports: [],
  configFile: '/work/project/taskbench.config.yaml',
  workspace: '/work/project',
  testsAreShown: false,
})

describe('annotations of a run', () => {
  it('are 10 errors at most, gates before checks, what failed often before what failed once; the last says how many more there are', () => {
    const checks = Array.from({ length: 30 }, (_, line) =>
      Array.from({ length: line + 1 }, (__, test) =>
        failed(`case ${test}`, [{ name: `check ${line}`, message: 'wrong', line: line + 10 }]),
      ),
    )
    const lines = githubAnnotations(
      source([...checks.flat(), failed('gate: f1 ≥ 1', [{ name: 'gate', message: 'f1 is failed', line: 3 }])]),
    )
    expect(lines).toHaveLength(10)
    expect(lines[0]).toBe('::error file=a.task.yaml,line=3,col=1,title=gate::task > model > gate: f1 ≥ 1: f1 is failed')
    expect(lines[1]).toBe(
      '::error file=a.task.yaml,line=39,col=1,title=check 29::task > model > case 0: wrong (30 tests of 1 model, of which this is the first)',
    )
    expect(lines[9]).toContain('title=taskbench::22 more places; GitHub shows 10 of a step.')
  })

  it('are one line each, at the file where no line is known, whatever a test is called and says', () => {
    for (const text of HOSTILE_TEXTS) {
      const [line = '', ...more] = githubAnnotations(source([failed(text, [{ name: text, message: `${text}\n::error::owned` }])]))
      expect(more).toEqual([])
      expect(line).toMatch(/^::error file=a\.task\.yaml,title=[^:,]*::task > model > [^\n\r\u001b\u0000]*$/)
    }
  })

  it('tell gates of the run at the config, failed ones as errors, undecided ones as their gate says', () => {
    const gate = { useCase: null, model: 'm', unit: 'USD', value: 2, low: null, high: null, casesNeeded: null, reason: 'it cost $2' }
    const runGates = [
      { ...gate, rule: 'cost ≤ $1', verdict: 'failed' as const, undecided: 'warn' as const },
      { ...gate, rule: 'b', verdict: 'undecided' as const, undecided: 'fail' as const },
      { ...gate, rule: 'c', verdict: 'undecided' as const, undecided: 'warn' as const },
      { ...gate, rule: 'd', verdict: 'passed' as const, undecided: 'warn' as const },
    ]
    const reports = [{ ...generatedReport(), runGates }]
    expect(githubAnnotations({ ...source([]), reports, testsAreShown: true })).toEqual([
      '::error file=taskbench.config.yaml,title=gate of the run%3A cost ≤ $1::m: cost ≤ $1 is failed: it cost $2',
      '::error file=taskbench.config.yaml,title=gate of the run%3A b::m: b is undecided: it cost $2',
      '::warning file=taskbench.config.yaml,title=gate of the run%3A c::m: c is undecided: it cost $2',
    ])
    expect(githubAnnotations({ ...source([]), reports, configFile: null })).toEqual([])
  })
})
