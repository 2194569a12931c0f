import type { TestContext } from 'vitest'
import type { CaseSetup } from '../services/run-case.ts'
import { formatMoney } from '../report/format-metric.ts'
import { costOf, worthOf } from '../services/run-trial.ts'
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
  const latencyMs = answer?.timings.latencyMs ?? null
  const facts = [
    model.label,
    model.simulated ? 'simulated' : null,
    latencyMs === null ? null : `${Math.round(latencyMs)} ms`,
    answer?.usage.inputTokens == null ? null : `${answer.usage.inputTokens} tokens in`,
    answer?.usage.outputTokens == null ? null : `${answer.usage.outputTokens} tokens out`,
    costFact(answer, replies),
  ]
  return facts.filter((fact) => fact !== null).join(' · ')
}

/** What was paid; beside it, what replayed calls cost when they were recorded. Nothing where nobody was asked. */
function costFact(answer: JudgedTrial['answer'], replies: JudgedTrial['replies']): string | null {
  if (answer === null && replies.length === 0) return null
  const taped = replies.filter(({ replayed }) => replayed)
  const original = taped.length === 0 ? [] : [`replayed (originally ${moneyOf(worthOf(taped))})`]
  const paid = taped.length > 0 && taped.length === replies.length ? [] : [moneyOf(costOf(replies))]
  return [...paid, ...original].join(', in part ')
}

const moneyOf = (nanoUsd: number | null): string => (nanoUsd === null ? 'unpriced' : formatMoney(nanoUsd))

function textOf({ answer, error }: JudgedTrial): string {
  return answer ? shorten(stripControl(answer.text), LONGEST_ANSWER) : stripControl(`${error?.kind}: ${error?.message}`)
}

function checksOf({ checks }: JudgedTrial): string {
  return stripControl(checks.map(({ verdict, name, message }) => `${SIGNS[verdict]} ${name}${message ? `: ${message}` : ''}`).join(' · '))
}
