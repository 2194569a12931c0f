import type { TestContext } from 'vitest'
import type { CaseSetup } from '../services/run-case.ts'
import { costOf } from '../services/run-trial.ts'
import type { JudgedTrial } from '../services/run-trial.ts'
import { shorten } from '../text/shorten.ts'
import { quietInActions } from '../../reporters/quiet-in-actions.ts'
import { stripControl } from '../text/strip-control.ts'
import { provided } from './provided.ts'

/** Longest answer in an annotation; the report has it whole. */
const LONGEST_ANSWER = 8_000
const SIGNS = { passed: '✓', failed: '✗', undecided: '?' } as const

/**
 * Shows a case's answers with their checks, usage and cost in reporters, and in Vitest's UI, which does not show line ends: there each part is an
 * annotation of its own. Elsewhere it is one per trial, because each costs Vitest about a millisecond.
 */
export async function annotateAnswers(context: TestContext, setup: CaseSetup, trials: readonly JudgedTrial[]): Promise<void> {
  const { ui, runId } = provided()
  for (const trial of trials) {
    const name = setup.task.trials.count > 1 ? ` of trial ${trial.trial}` : ''
    const parts = { 'usage and cost': factsOf(setup, trial), answer: textOf(trial), checks: checksOf(trial) }
    if (ui) for (const [part, text] of Object.entries(parts)) await context.annotate(quietInActions(text), part + name)
    else await context.annotate(quietInActions(Object.values(parts).join('\n')), `taskbench${name}`)
  }
  if (ui) await context.annotate(`${ui.reports}/${setup.task.useCase}/${runId}`, 'comparison of all models')
}

function factsOf({ model }: CaseSetup, { answer, replies }: JudgedTrial): string {
  const cost = costOf(replies)
  const latencyMs = answer?.timings.latencyMs ?? null
  const facts = [
    model.label,
    model.simulated ? 'simulated' : null,
    latencyMs === null ? null : `${Math.round(latencyMs)} ms`,
    answer?.usage.inputTokens == null ? null : `${answer.usage.inputTokens} tokens in`,
    answer?.usage.outputTokens == null ? null : `${answer.usage.outputTokens} tokens out`,
    cost === null ? 'unpriced' : `$${(cost / 1e9).toPrecision(3)}`,
  ]
  return facts.filter((fact) => fact !== null).join(' · ')
}

function textOf({ answer, error }: JudgedTrial): string {
  return answer ? shorten(stripControl(answer.text), LONGEST_ANSWER) : stripControl(`${error?.kind}: ${error?.message}`)
}

function checksOf({ checks }: JudgedTrial): string {
  return stripControl(checks.map(({ verdict, name, message }) => `${SIGNS[verdict]} ${name}${message ? `: ${message}` : ''}`).join(' · '))
}
