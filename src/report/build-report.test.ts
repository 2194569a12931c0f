import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { generatedTask } from '../records/testing/generated-records.ts'
import type { GeneratedTrial } from '../records/testing/generated-records.ts'
import { reportSchema } from '../schema/report.ts'
import type { Report } from '../schema/report.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { buildReport } from './build-report.ts'
import { writtenRun } from './testing/written-run.ts'

const root = mkdtempSync(path.join(tmpdir(), 'taskbench-report-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let count = 0

const build = async (run: Parameters<typeof writtenRun>[1]): Promise<Report> => {
  const store = await writtenRun(path.join(root, String(++count)), run)
  const report = await buildReport({ store })
  await store.close()
  return report
}

/** 20 cases of two models: 18 and (by default) 12 of them right. */
const twoModels = (hasty = 12): GeneratedTrial[] =>
  [18, hasty].flatMap((right, model) =>
    Array.from({ length: 20 }, (_, index) => ({
      model: model === 0 ? 'sim:careful' : 'sim:hasty',
      case: `case-${index + 1}`,
      right: index < right,
      latencyMs: 100 + index * 10,
    })),
  )

describe('a report', () => {
  it('fits its schema and counts trials, tests and checks', async () => {
    const report = await build({ trials: twoModels() })
    expect(reportSchema.parse(report)).toEqual(report)
    const careful = report.results.find(({ model }) => model === 'sim:careful')
    expect(careful).toMatchObject({
      simulated: true,
      primary: 'accuracy',
      cases: 20,
      trials: { planned: 20, answered: 20, errored: 0, skipped: 0, replayed: 0, reused: 0, retried: 0 },
      tests: { passed: 18, failed: 2, skipped: 0 },
      checks: [{ name: 'right-label', passed: 18, failed: 2, undecided: 0 }],
      costNanoUsd: 420_000,
      unpricedCalls: 0,
      tokens: { input: 2400, output: 160, cached: 0, reasoning: 0 },
      latencyMs: { p50: 195, p95: 280.5, n: 20 },
    })
    expect(careful?.violations.map(({ case: caseId }) => caseId)).toEqual(['case-19', 'case-20'])
  })

  it('has the metrics that the task names, each with its interval', async () => {
    const [careful] = (await build({ trials: twoModels() })).results
    expect(Object.keys(careful?.metrics ?? {})).toEqual(['accuracy', 'pass-rate', 'cost', 'latency'])
    expect(careful?.metrics['accuracy']).toMatchObject({ value: 0.9, level: 0.95, direction: 'higher', reason: null })
    expect(careful?.metrics['accuracy']?.low).toBeLessThan(0.9)
  })

  it('says which metric it does not know', async () => {
    const [result] = (await build({ trials: [{ case: '1' }], tasks: [generatedTask({ metrics: ['beauty'] })] })).results
    expect(result?.metrics['beauty']).toMatchObject({ value: null, reason: 'this version knows no metric beauty' })
  })

  it('ranks models, compares them and sums the ledger', async () => {
    const report = await build({ trials: twoModels() })
    expect(report.ranking[0]).toMatchObject({ task: 'triage', metric: 'accuracy' })
    expect(report.ranking[0]?.entries.map(({ model }) => model)).toEqual(['sim:careful', 'sim:hasty'])
    expect(report.comparisons).toHaveLength(1)
    expect(report.comparisons[0]).toMatchObject({ task: 'triage', metric: 'accuracy', n: 20 })
    expect(report.cost).toMatchObject({
      totalNanoUsd: 840_000,
      byModel: { 'sim:careful': 420_000, 'sim:hasty': 420_000 },
      unpricedCalls: 0,
    })
  })

  it('judges the gates of the task for every model', async () => {
    const gates = [
      { metric: 'accuracy', min: 0.5, bound: 'value' as const, undecided: 'warn' as const },
      { metric: 'accuracy', min: 0.8, bound: 'value' as const, undecided: 'warn' as const },
    ]
    const report = await build({ trials: twoModels(), tasks: [generatedTask({ gates })] })
    expect(report.gates.map(({ model, verdict }) => `${model} ${verdict}`)).toEqual([
      'sim:careful passed',
      'sim:careful passed',
      'sim:hasty passed',
      'sim:hasty failed',
    ])
  })

  it('keeps unknown costs and tokens unknown', async () => {
    const tokens = { input: null, output: null, cached: null, reasoning: null }
    const trials = [{ case: '1', model: 'compatible:x', costNanoUsd: null, over: { tokens } }]
    const report = await build({
      trials,
      tasks: [generatedTask({ models: ['compatible:x'], planned: 1 })],
      header: { models: [testModel({ provider: 'compatible', name: 'x' })] },
    })
    expect(report.results[0]).toMatchObject({ costNanoUsd: null, unpricedCalls: 1, tokens, simulated: false })
    expect(report.cost).toMatchObject({ totalNanoUsd: 0, unpricedCalls: 1 })
  })

  it('shows a model that never answered with its plan, ranked last', async () => {
    const report = await build({ trials: twoModels().filter(({ model }) => model === 'sim:careful') })
    expect(report.results.find(({ model }) => model === 'sim:hasty')).toMatchObject({
      trials: { planned: 20, answered: 0, errored: 0, skipped: 0 },
      costNanoUsd: null,
      latencyMs: { p50: null, n: 0 },
    })
    expect(report.ranking[0]?.entries.at(-1)).toMatchObject({ model: 'sim:hasty', score: null })
  })

  it('counts reused, replayed and retried trials, and errors', async () => {
    const errored = {
      status: 'errored',
      verdict: 'undecided',
      counts: 'missing',
      error: { kind: 'timeout', message: 'no answer in 60 s' },
    } as const
    const overs = [
      { reused: true },
      { replayed: true },
      { attempts: 3 },
      errored,
      { status: 'skipped', counts: 'missing', verdict: 'undecided' } as const,
    ]
    const report = await build({ trials: overs.map((over, index) => ({ case: `case-${index}`, over })) })
    expect(report.results[0]).toMatchObject({
      trials: { answered: 3, errored: 1, skipped: 1, replayed: 1, reused: 1, retried: 1 },
      tests: { passed: 3, failed: 1, skipped: 1 },
      errors: [{ kind: 'timeout', count: 1, example: 'no answer in 60 s' }],
    })
  })

  it('says how the run ended', async () => {
    const report = await build({ trials: [], header: { status: 'interrupted', stopReason: 'SIGINT', finishedAt: null } })
    expect(report.run).toMatchObject({ status: 'interrupted', stopReason: 'SIGINT', finishedAt: null, shards: null, useCase: 'default' })
  })

  it('refuses trials of a task that is not there', async () => {
    await expect(build({ trials: [{ case: '1', task: 'lost' }] })).rejects.toMatchObject({
      kind: 'config',
      message: expect.stringContaining('the task lost'),
    })
  })

  it('is the same whatever the order in which trials were written', async () => {
    expect(await build({ trials: twoModels().toReversed() })).toEqual(await build({ trials: twoModels() }))
  })

  it('is built from 10,000 trials', async () => {
    const models = ['sim:careful', 'sim:hasty', 'sim:faulty', 'sim:other']
    const trials = Array.from({ length: 10_000 }, (_, index) => ({
      model: models[index % 4] ?? '',
      case: `case-${Math.floor(index / 4)}`,
      right: (index * 7919) % 10 < 8 - (index % 4),
    }))
    const store = await writtenRun(path.join(root, 'many'), { trials, tasks: [generatedTask({ models, cases: 2_500, planned: 2_500 })] })
    const report = await buildReport({ store })
    await store.close()
    expect(report.results.map(({ trials: { answered } }) => answered)).toEqual([2_500, 2_500, 2_500, 2_500])
  }, 60_000)
})

describe('several tasks', () => {
  const both = (task: string, right: number): GeneratedTrial[] => twoModels(right).map((trial) => ({ ...trial, task }))
  const tasks = [generatedTask(), generatedTask({ name: 'urgency' })]

  it('ranks the models over all of them as well', async () => {
    const report = await build({ tasks, trials: [...both('triage', 12), ...both('urgency', 4)] })
    expect(report.ranking).toHaveLength(3)
    const overall = report.ranking[2]
    expect(overall).toMatchObject({ useCase: 'default', metric: 'accuracy' })
    expect(overall).not.toHaveProperty('task')
    expect(overall?.entries.map(({ model, score, tiedWithBest }) => [model, score, tiedWithBest])).toEqual([
      ['sim:careful', expect.closeTo(0.9, 12), true],
      ['sim:hasty', expect.closeTo(0.4, 12), false],
    ])
    expect(reportSchema.parse(report)).toEqual(report)
  })

  it('does not rank over them where the tasks have no two models in common, or less of a metric is better', async () => {
    const alone = { tasks: [generatedTask(), generatedTask({ name: 'urgency', models: ['sim:careful'] })] }
    const careful = both('urgency', 4).filter(({ model }) => model === 'sim:careful')
    const unequal = await build({ ...alone, trials: [...both('triage', 12), ...careful] })
    expect(unequal.ranking.map(({ task }) => task)).toEqual(['triage', 'urgency'])
    const byCost = [generatedTask(), generatedTask({ name: 'urgency', primary: 'cost' })]
    const costs = await build({ tasks: byCost, trials: [...both('triage', 12), ...both('urgency', 4)] })
    expect(costs.ranking.map(({ task }) => task)).toEqual(['triage', 'urgency'])
  })
})
