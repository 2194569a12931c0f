import type { TestContext } from 'vitest'
import type { CaseSetup } from '../services/run-case.ts'
import type { JudgedTrial } from '../services/run-trial.ts'
import { shorten } from '../text/shorten.ts'
import { stripControl } from '../text/strip-control.ts'

/** Longest answer in an annotation; the report has it whole. */
const LONGEST_ANSWER = 8_000

/** Shows a case's answers with their checks, usage and cost in Vitest's UI and reporters. */
export async function annotateAnswers(context: TestContext, setup: CaseSetup, trials: readonly JudgedTrial[]): Promise<void> {
  for (const trial of trials) {
    await context.annotate(describeTrial(setup, trial), 'taskbench')
  }
}

function describeTrial({ model, task }: CaseSetup, { trial, answer, checks, replies, error }: JudgedTrial): string {
  const name = task.trials.count > 1 ? `trial ${trial} of ${model.label}` : model.label
  const usd = replies.reduce<number | null>((sum, { cost }) => (sum === null || cost.nanoUsd === null ? null : sum + cost.nanoUsd / 1e9), 0)
  const facts = [
    model.simulated ? 'simulated' : null,
    answer?.timings.latencyMs == null ? null : `${Math.round(answer.timings.latencyMs)} ms`,
    answer?.usage.inputTokens == null ? null : `${answer.usage.inputTokens} tokens in`,
    answer?.usage.outputTokens == null ? null : `${answer.usage.outputTokens} tokens out`,
    usd === null ? 'unpriced' : `$${usd.toPrecision(3)}`,
  ].filter((fact) => fact !== null)
  const lines = checks.map((check) => `${SIGNS[check.verdict]} ${check.name}${check.message ? `: ${check.message}` : ''}`)
  const text = answer ? shorten(stripControl(answer.text), LONGEST_ANSWER) : `${error?.kind}: ${error?.message}`
  return [`${name} · ${facts.join(' · ')}`, text, ...lines.map(stripControl)].join('\n')
}

const SIGNS = { passed: '✓', failed: '✗', undecided: '?' } as const
