import { groupCases } from '../metrics/group-cases.ts'
import { hashJson } from '../hash/hash-json.ts'
import { metricDefinition } from '../metrics/metrics.ts'
import { BASELINE_SCHEMA } from '../schema/find-baseline.ts'
import type { Baseline, BaselineCase, BaselineModel, BaselineTask } from '../schema/baseline.ts'
import type { CaseScore } from '../schema/metric-definition.ts'
import type { Model } from '../schema/model.ts'
import type { RecordStore } from '../schema/record-store.ts'
import type { RunHeader, TaskRecord } from '../schema/run-header.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { collectTrials } from './collect-trials.ts'
import type { ModelTrials } from './collect-trials.ts'

type Collected = Pick<ModelTrials, 'trials' | 'notAsked'>

const NOTHING: Collected = { trials: [], notAsked: [] }

/** The scores of a run's cases, of all given use cases: what comparisons, baselines and regression gates read. No answers. */
export async function scoreRun(stores: readonly RecordStore[]): Promise<Baseline> {
  const tasks: BaselineTask[] = []
  let header: RunHeader | null = null
  for (const store of stores) {
    header ??= await store.readHeader()
    const collected = await collectTrials(store.trials())
    for (const task of await store.tasks()) {
      const byModel = collected.get(task.name) ?? new Map<string, Collected>()
      const labels = [...new Set([...task.models, ...byModel.keys()])]
      tasks.push(scoreTask(task, new Map(labels.map((label) => [label, byModel.get(label) ?? NOTHING])), header.models))
    }
  }
  return { schema: BASELINE_SCHEMA, run: runOf(header as RunHeader), tasks }
}

const runOf = (header: RunHeader): Baseline['run'] => {
  const { runId: id, startedAt, finishedAt, status, commit, dirty, seed, configHash, versions, generalModel, priceDate } = header
  return { id, startedAt, finishedAt, status, commit, dirty, seed, configHash, versions: { ...versions }, generalModel, priceDate }
}

/** The scores of a task's cases, by the trials of each of its models. */
function scoreTask(task: TaskRecord, byModel: ReadonlyMap<string, Collected>, models: readonly Model[]): BaselineTask {
  const { name, useCase, taskHash, promptHash, checksHash, caseSetHash, primary, trials, output, pairing } = task
  // A quantile near the end has no score per case.
  const metrics = [...new Set([primary, ...task.metrics])].filter((metric) => {
    const definition = metricDefinition(metric)
    return definition !== null && definition.isTail !== true
  })
  return {
    task: name,
    useCase,
    taskHash,
    promptHash,
    checksHash,
    matchingHash: matchingHash({ output, pairing }),
    caseSetHash,
    primary,
    metrics,
    trials: trials.count,
    planned: task.cases,
    models: [...byModel].map(([label, { trials: asked, notAsked }]) => {
      const { cases, ...scored } = scoreModel(
        label,
        models.find((model) => model.label === label),
        asked,
        metrics,
      )
      const left = new Set(notAsked.map((trial) => trial.case))
      return { ...scored, ...(left.size === 0 ? {} : { notAsked: left.size }), cases }
    }),
  }
}

/** Identity of how a task's answers are matched with gold. */
export const matchingHash = ({ output, pairing }: Pick<TaskRecord, 'output' | 'pairing'>): string =>
  hashJson({ format: output.format, pairing })

/** The scores of one model's cases. `model` is its settings, where they are known. */
export function scoreModel(
  label: string,
  model: Model | undefined,
  all: readonly TrialRecord[],
  metrics: readonly string[],
): BaselineModel {
  const cases = new Map<string, BaselineCase>()
  const records = all.filter(({ status }) => status !== 'skipped')
  for (const { case: id, caseHash, trials, answered } of groupCases(records)) {
    const failed = [...new Set(trials.flatMap(({ checks }) => checks.flatMap((check) => (check.verdict === 'failed' ? [check.name] : []))))]
    const count = (wanted: TrialRecord['verdict']) => answered.filter(({ verdict }) => verdict === wanted).length
    const undecided = count('undecided')
    cases.set(id, {
      case: id,
      caseHash,
      trials: answered.length,
      passed: count('passed'),
      ...(undecided === 0 ? {} : { undecided }),
      missing: answered.length > 0 ? null : (trials.find(({ error }) => error)?.error?.kind ?? 'unknown'),
      ...(failed.length === 0 ? {} : { failed }),
      scores: {},
    })
  }
  for (const name of metrics) {
    for (const score of metricDefinition(name)?.scores(records) ?? []) {
      const subject = cases.get(score.case)
      if (subject) subject.scores[name] = packed(score)
    }
  }
  const judge = records.find((record) => record.judge)?.judge
  return {
    model: label,
    modelId: model?.id ?? label,
    simulated: model?.simulated ?? records.some(({ simulated }) => simulated),
    settings: model ? settingsOf(model) : {},
    judge: judge ? `${judge.model} ${judge.promptHash}` : null,
    cases: [...cases.values()],
  }
}

const packed = ({ score, parts }: CaseScore): BaselineCase['scores'][string] =>
  parts ? [score, parts.truePositives, parts.falsePositives, parts.falseNegatives] : score

/** Settings that bear on answers and costs; no paths, no names of variables. */
function settingsOf({ params, baseUrl, region, price, sim }: Model): BaselineModel['settings'] {
  return JSON.parse(JSON.stringify({ params, baseUrl, region, price, sim })) as BaselineModel['settings']
}
