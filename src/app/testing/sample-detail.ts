import type { CallRecord } from '../../schema/call.ts'
import type { CheckResult } from '../../schema/check.ts'
import type { TrialDetail } from '../../schema/record-store.ts'
import { SAMPLE_RUN } from './sample-plan.ts'
import type { SampleModel, SampleTask } from './sample-plan.ts'
import { sampleRandom } from './sample-random.ts'
import { sampleAnswer, samplePrompt } from './sample-text.ts'

const STARTED_AT = '2026-11-21T04:55:12.000Z'

/** Which trial of the sample. */
export interface SampleTrial {
  task: SampleTask
  model: SampleModel
  caseIndex: number
  trial: number
  seed: number
}

const caseName = ({ task, caseIndex }: SampleTrial): string => `${task.name.split('-')[0]}-${String(caseIndex + 1).padStart(4, '0')}`

const checksOf = ({ task }: SampleTrial, right: boolean, random: () => number): CheckResult[] =>
  task.checks.map((check, index) => {
    const failed = right ? random() < 0.015 : index === 0 ? random() < 0.25 : index === 1 || random() < 0.2
    const verdict =
      check.kind === 'judge' && random() < 0.08 ? 'undecided' : failed && (check.severity !== 'critical' || !right) ? 'failed' : 'passed'
    if (verdict === 'passed') return { ...check, verdict, message: '' }
    if (verdict === 'undecided') return { ...check, verdict, message: 'the judge gave no answer within 60 s' }
    return {
      ...check,
      verdict,
      message: 'found "0:00–3:20 overlaps 3:00–6:20", expected spans apart',
      found: '[0, 200] and [180, 380]',
      expected: 'spans that do not overlap',
    }
  })

const callOf = (wanted: SampleTrial, text: string, random: () => number): CallRecord => {
  const { task, model, trial, seed, caseIndex } = wanted
  const latencyMs = model.latencyMs * (0.6 + random())
  const caseId = caseName(wanted)
  const failure = { kind: 'rate-limit' as const, message: '429 Too Many Requests; expected 200', requestId: 'req_01' }
  return {
    schema: 'taskbench/call@1',
    callId: `${task.name}-${model.label}-${caseId}-${trial}`,
    requestHash: `hash-${caseId}`,
    model: model.label,
    phase: 'execution',
    task: task.name,
    case: caseId,
    trial,
    request: {
      messages: [
        {
          role: 'system',
          content: `You do the task ${task.name} for an editor who needs it exact. Answer in the wanted format alone and add nothing to it.`,
        },
        { role: 'user', content: samplePrompt(task.name, caseId, sampleRandom(seed + caseIndex)) },
      ],
      params: { temperature: 0, maxOutputTokens: 1_024 },
    },
    completion: {
      text,
      toolCalls: [],
      finishReason: 'stop',
      parts: [],
      usage: {
        inputTokens: 412,
        outputTokens: Math.round(text.length / 4),
        cachedInputTokens: 128,
        cacheWriteInputTokens: 0,
        reasoningTokens: 0,
        source: 'provider',
      },
      timings: { startedAt: STARTED_AT, firstByteMs: latencyMs * 0.2, firstTokenMs: latencyMs * 0.3, latencyMs },
      servedModel: model.id.split(':')[1] ?? null,
      responseId: null,
      inlineCostNanoUsd: null,
      structuredOutput: 'none',
    },
    error: null,
    cost: {
      nanoUsd: Math.round(model.usdPerCall * (0.7 + random() * 0.6) * 1e9),
      source: model.simulated ? 'simulated' : 'list',
      priced: '2026-11-01',
    },
    queueMs: 12,
    attempts: [
      ...(random() < 0.03 ? [{ startedAt: STARTED_AT, durationMs: 180, error: failure }] : []),
      { startedAt: STARTED_AT, durationMs: latencyMs, error: null },
    ],
    simulated: model.simulated,
  }
}

/** One trial of the sample with its call; equal arguments give equal trials. `text` replaces the answer. */
export function sampleDetail(wanted: SampleTrial, text?: string): TrialDetail {
  const { task, model, caseIndex, trial, seed } = wanted
  const random = sampleRandom(seed * 7_919 + caseIndex * 31 + trial * 104_729 + model.label.length * 613 + task.name.length * 17)
  const right = random() < model.right - task.hardness
  const call = callOf(wanted, text ?? sampleAnswer(task.name, right, random), random)
  const errored = random() < (model.label === 'sim:hasty' ? 0.02 : 0.004)
  const error = errored
    ? { kind: 'timeout' as const, message: 'No answer within 60,000 ms; three attempts were made', hint: 'Raise timeoutMs of the model.' }
    : null
  const checks = errored ? [] : checksOf(wanted, right, random)
  const usage = call.completion?.usage
  return {
    calls: [errored ? { ...call, completion: null, error } : call],
    trial: {
      schema: 'taskbench/trial@1',
      runId: SAMPLE_RUN,
      task: task.name,
      model: model.label,
      case: call.case,
      caseHash: `casehash-${call.case}`,
      trial,
      tags: [task.tags[caseIndex % task.tags.length] as string],
      status: errored ? 'errored' : 'answered',
      verdict: checks.some((check) => check.severity === 'critical' && check.verdict === 'failed') ? 'failed' : 'passed',
      checks,
      ingredients: {
        items: null,
        single: { right, empty: false },
        instructions: { passedWeight: 4, decidedWeight: 4 },
        quality: { passedWeight: 4, decidedWeight: 4 },
        label: null,
        agreement: null,
      },
      callIds: [call.callId],
      answer: null,
      error,
      counts: errored ? 'missing' : 'answered',
      costNanoUsd: errored ? null : call.cost.nanoUsd,
      unpricedCalls: 0,
      unmetered: false,
      tokens: {
        input: usage?.inputTokens ?? null,
        output: usage?.outputTokens ?? null,
        cached: usage?.cachedInputTokens ?? null,
        reasoning: 0,
      },
      latencyMs: errored ? null : (call.completion?.timings.latencyMs ?? null),
      firstTokenMs: errored ? null : (call.completion?.timings.firstTokenMs ?? null),
      attempts: call.attempts.length,
      reused: false,
      replayed: false,
      simulated: model.simulated,
    },
  }
}
