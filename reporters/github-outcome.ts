import { formatDuration } from '../src/report/format-metric.ts'
import { gateMark } from '../src/report/gate-outcome.ts'
import { totalCost } from '../src/report/total-cost.ts'
import type { GateResult, Report, RunGateResult } from '../src/schema/report.ts'
import { markdownCode } from './markdown-code.ts'

/** Gates of tasks and of the run, by what they come to. */
export function gateCounts(reports: readonly Report[]): Record<GateResult['verdict'], number> {
  const counts = { passed: 0, failed: 0, undecided: 0, skipped: 0 }
  for (const gate of [...reports.flatMap(({ gates }) => gates), ...runGatesOf(reports)]) counts[gateMark(gate)] += 1
  return counts
}

/** Gates of the run, each once: those of the whole run stand in the report of every use case. */
export function runGatesOf(reports: readonly Report[]): RunGateResult[] {
  const gates = reports.flatMap(({ runGates = [] }) => runGates)
  return [...new Map(gates.map((gate) => [`${gate.useCase} ${gate.rule}`, gate])).values()]
}

/** How a run came out, as the heading and the first lines of what GitHub shows of it. */
export function outcomeLines(reports: readonly Report[]): string[] {
  const [first] = reports
  if (first === undefined) return ['## ⚠️ Evaluation: nothing was evaluated', '']
  return [`## ${headline(reports, first)}`, '', facts(first)]
}

function headline(reports: readonly Report[], { run }: Report): string {
  const { passed, failed, undecided, skipped } = gateCounts(reports)
  const tests = reports.flatMap(({ results }) => results).reduce((sum, { tests: { failed: some } }) => sum + some, 0)
  const parts = [
    run.status === 'complete' ? null : run.status,
    failed === 0 ? null : count(failed, 'gate failed', 'gates failed'),
    tests === 0 ? null : count(tests, 'test failed', 'tests failed'),
    undecided === 0 ? null : count(undecided, 'gate undecided', 'gates undecided'),
    skipped === 0 ? null : count(skipped, 'gate skipped', 'gates skipped'),
    passed === 0 ? null : count(passed, 'gate passed', 'gates passed'),
  ].filter((part) => part !== null)
  const sign = failed > 0 || tests > 0 ? '❌' : run.status !== 'complete' || undecided > 0 ? '⚠️' : '✅'
  return `${sign} Evaluation${parts.length === 0 ? ': no gate' : `: ${parts.join(', ')}`}`
}

function facts(report: Report): string {
  const { run } = report
  const took = run.finishedAt === null ? null : Date.parse(run.finishedAt) - Date.parse(run.startedAt)
  const reason = run.stopReason === null ? '' : `: ${markdownCode(run.stopReason)}`
  const commit =
    run.commit === null ? '' : ` · commit ${markdownCode(run.commit.slice(0, 12), 40)}${run.dirty === true ? ' with changes' : ''}`
  return `Run ${markdownCode(run.id, 80)} · **${run.status}**${reason} · ${formatDuration(took)}${commit} · ${totalCost(report)}`
}

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`
