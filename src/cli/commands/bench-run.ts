import { join } from 'node:path'
import { appendProfiles, PROFILES_FOLDER } from '../../benchmark/profile-files.ts'
import { loadConfig } from '../../config/load-config.ts'
import type { Config } from '../../schema/config.ts'
import { estimateBenchmark } from '../../services/estimate-benchmark.ts'
import { planBenchmark } from '../../services/plan-benchmark.ts'
import type { PlannedScenario } from '../../services/plan-benchmark.ts'
import { runBenchmark } from '../../services/run-benchmark.ts'
import type { BenchmarkRun } from '../../services/run-benchmark.ts'
import { loadSteps } from '../../benchmark/load/load-steps.ts'
import { stripControl } from '../../text/strip-control.ts'
import { confirmed, costQuestion } from '../../vitest/confirm-cost.ts'
import { benchmarkProgress } from '../../../reporters/benchmark-progress.ts'
import { benchmarkLines } from '../../../reporters/benchmark-terminal.ts'
import { estimateLines } from '../../../reporters/estimate-lines.ts'
import { EXIT_CODES } from '../../../reporters/exit-codes.ts'
import { paintWith } from '../../../reporters/paint.ts'
import { writeBenchmark } from '../../../reporters/write-benchmark.ts'
import { numberOption } from '../bench/number-option.ts'
import { twoStepStop } from '../bench/two-step-stop.ts'
import { isAttended } from '../is-attended.ts'

export interface BenchRunOptions {
  models?: string
  seed?: string
  repetitions?: string
  requests?: string
  seconds?: string
  strict?: true
  budget?: string
  yes?: true
  config?: string
  cpuProfile?: true
  heapProfile?: true
  profile?: true
}

/** `taskbench bench run`: measures, and writes `results/.benchmarks/RUN-ID/`. */
export async function benchRun(scenarios: readonly string[], options: BenchRunOptions): Promise<void> {
  const root = process.cwd()
  const seed = numberOption('--seed', options.seed, { least: 0, most: 0xffffffff, whole: true })
  const budgetUsd = numberOption('--budget', options.budget, { above: 0, most: 1e9 })
  const config = await loadConfig({ root, file: options.config, env: process.env, overrides: { budgetUsd, seed } })
  const planned = planBenchmark(
    {
      scenarios,
      models: options.models
        ?.split(',')
        .map((name) => name.trim())
        .filter((name) => name !== ''),
      repetitions: numberOption('--repetitions', options.repetitions, { least: 1, most: 1_000, whole: true }),
      requests: numberOption('--requests', options.requests, { least: 1, most: 10_000_000, whole: true }),
      seconds: numberOption('--seconds', options.seconds, { above: 0, most: 86_400 }),
      strict: options.strict,
      folder: root,
    },
    config,
  )
  if (!(await mayCost(planned, config, options))) return
  const stopping = twoStepStop()
  const { stdout, stderr } = process
  const blocks = planned.reduce(
    (sum, { scenario, models }) => sum + scenario.repetitions * models.length * loadSteps(scenario.load).length,
    0,
  )
  const progress = benchmarkProgress({ blocks, stdout, stderr, live: isAttended() })
  let run: BenchmarkRun
  try {
    const profile = { cpu: options.cpuProfile === true, heap: options.heapProfile === true }
    run = await runBenchmark({ config, env: process.env, planned, ...stopping.signals, observers: [progress], profile })
  } finally {
    progress.stop()
    stopping.end()
  }
  await tell(run)
  if (!options.profile) return
  const folder = join(config.root, PROFILES_FOLDER)
  await appendProfiles(folder, run.profiles)
  print([`Profiles: ${folder}`])
}

/** Asks on a terminal before what may cost more than the config's threshold. */
async function mayCost(planned: readonly PlannedScenario[], config: Config, { yes }: BenchRunOptions): Promise<boolean> {
  const isPaid = planned.some(({ models }) => models.some(({ paid }) => paid))
  if (!isPaid) return true
  const estimate = estimateBenchmark(planned)
  print(estimateLines(estimate))
  if (yes || !isAttended()) return true
  const question = costQuestion(estimate, config.confirmAboveUsd, isPaid, 'This benchmark')
  if (question === null || (await confirmed(question, { input: process.stdin, output: process.stdout }))) return true
  print(['Not started: nothing was asked, nothing was spent.'])
  process.exitCode = EXIT_CODES.declined
  return false
}

async function tell({ report, folder, givenUp, failed }: BenchmarkRun): Promise<void> {
  const isColored = process.stdout.isTTY === true && (process.env['NO_COLOR'] ?? '') === ''
  const files = await writeBenchmark(report, folder)
  process.stdout.write(`${benchmarkLines(report, process.stdout.columns ?? Infinity, paintWith(isColored)).join('\n')}\n`)
  print([`Report: ${files['html'] ?? files['json']}`])
  const lines = [
    ...givenUp.map(({ model, reason }) => `Given up: ${model}: ${reason}`),
    ...failed.map(({ scenario, model, step }) => `Suspect, and strict: ${scenario} on ${model}, ${step.label}`),
  ]
  if (lines.length > 0) process.stderr.write(`${lines.map(stripControl).join('\n')}\n`)
  process.exitCode = exitCode({ report, givenUp, failed })
}

function exitCode({ report, givenUp, failed }: Pick<BenchmarkRun, 'report' | 'givenUp' | 'failed'>): number {
  if (report.run.status === 'interrupted') return EXIT_CODES.interrupted
  const isSpent = report.cells.some(({ stoppedBy }) => stoppedBy === 'budget')
  if (!isSpent && report.cells.every(({ rates }) => rates.completed === 0)) return EXIT_CODES.nothingRan
  if (givenUp.length > 0) return EXIT_CODES.incomplete
  return failed.length > 0 ? EXIT_CODES.failed : EXIT_CODES.passed
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.map(stripControl).join('\n')}\n`)
}
