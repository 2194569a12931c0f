import { relative } from 'node:path'
import { formatCost } from '../../report/format-metric.ts'
import { metricsChange, recommendMetrics, writeTaskFile } from '../../services/recommend-metrics.ts'
import type { MetricsForTask, TaskFileChange } from '../../services/recommend-metrics.ts'
import { lineDiff } from '../../text/line-diff.ts'
import { stripControl } from '../../text/strip-control.ts'
import { confirmed } from '../../vitest/confirm-cost.ts'

export interface RecommendMetricsOptions {
  write?: true
  yes?: true
  json?: true
}

/** `taskbench recommend metrics`: which metrics fit a task, by the general model; written into its file on request. */
export async function recommendMetricsCommand(name: string, { write, yes, json }: RecommendMetricsOptions): Promise<void> {
  const stopped = new AbortController()
  const say = (line: string) => process.stdout.write(`${stripControl(line)}\n`)
  const aside = json ? (line: string) => process.stderr.write(`${stripControl(line)}\n`) : say
  const found = await recommendMetrics({
    root: process.cwd(),
    task: name,
    env: process.env,
    signal: stopped.signal,
    onSpent: ({ label }, { calls, nanoUsd, unpriced }) =>
      aside(
        calls === 0
          ? `${label} was not asked: it was asked the same before`
          : `${label} was asked: ${calls} ${calls === 1 ? 'call' : 'calls'}, ${formatCost(nanoUsd, unpriced)} (phase recommendation)`,
      ),
  })
  const { task, proposal, by } = found
  if (json) process.stdout.write(`${JSON.stringify({ task: task.name, by, ...proposal }, null, 2)}\n`)
  else for (const line of recommendationLines(found)) say(line)
  if (write) await writeIfWanted(metricsChange(found), yes === true, aside)
  else if (!json) say('\n--write writes them into the task file')
}

function recommendationLines({ task, proposal, by }: MetricsForTask): string[] {
  const { metrics, primary, refused } = proposal
  const who = by.rules ? `by fixed rules: ${by.model} is simulated, and no model was asked` : `by ${by.model}`
  return [
    `${task.name}: metrics recommended ${who}`,
    '',
    ...metrics.map(({ name, reason }) => `  ${name}${name === (primary ?? task.primary) ? ' (ranks the models)' : ''}: ${reason}`),
    ...(refused.length === 0 ? [] : ['', 'Not taken:', ...refused.map(({ name, reason }) => `  ${name}: ${reason}`)]),
  ]
}

async function writeIfWanted(change: TaskFileChange, yes: boolean, say: (line: string) => void): Promise<void> {
  const { file, before, after } = change
  const shown = relative(process.cwd(), file)
  if (before === after) return say(`\n${shown} has these metrics already`)
  say(`\n${shown}`)
  for (const line of lineDiff(before, after)) say(line)
  const { stdin: input, stdout: output } = process
  if (!yes && !(input.isTTY && output.isTTY)) return say('\nnothing was written: --yes writes it where there is no terminal to ask on')
  if (!yes && !(await confirmed('\nWrite this? [y/N] ', { input, output }))) return say('nothing was written')
  await writeTaskFile(change)
  say(`${shown} was written`)
}
