import { parseCLI, startVitest, version } from 'vitest/node'
import { EXIT_CODES } from '../../../reporters/exit-codes.ts'
import { wasRefused } from '../../../reporters/run-registry.ts'
import { noteRunWords } from '../../records/resume-command.ts'
import { EvalError } from '../../schema/eval-error.ts'
import { isOff, wantedRun } from '../../vitest/choose-run.ts'
import { readBudget } from '../../vitest/read-budget.ts'
import { taskbench } from '../../vitest/plugin.ts'
import { isAttended } from '../is-attended.ts'
import { asVitestStarts } from './as-vitest-starts.ts'
import { unsupportedVitest } from '../../vitest/unsupported-vitest.ts'
import { checkVitestFlags } from './check-vitest-flags.ts'

/** What `taskbench run` takes beside filters; the last three are Vitest's own. */
export interface RunCommandOptions {
  /** `true`: the newest run that can be resumed. */
  resume?: string | true
  retryErrors?: true
  /** Mode of the tape, over the config. */
  tape?: string
  /** US dollars. */
  budget?: string
  /** Ask nothing before a run that costs money. */
  yes?: boolean
  testNamePattern?: string
  config?: string
  root?: string
}

/** `taskbench run`: Vitest with the plugin, the project `evals` alone, and leave to ask paid models. */
export async function run(
  filters: readonly string[],
  { resume, retryErrors, tape, budget, yes, ...forVitest }: RunCommandOptions,
  vitestFlags: readonly string[],
): Promise<void> {
  const tooOld = unsupportedVitest(version)
  if (tooOld !== null) throw new EvalError('config', tooOld)
  if (budget !== undefined) process.env['TASKBENCH_BUDGET_USD'] = String(readBudget('--budget', budget))
  checkVitestFlags(vitestFlags)
  const { options: parsed, filter } = parseCLI(['vitest', 'run', ...vitestFlags])
  process.env['TASKBENCH'] ??= 'live'
  if (resume !== undefined) process.env['TASKBENCH_RESUME'] = wantedRun(resume)
  if (retryErrors) process.env['TASKBENCH_RETRY_ERRORS'] = '1'
  if (tape !== undefined) process.env['TASKBENCH_TAPE'] = tape
  noteRunWords({ own: [...filters, ...wordsOf({ yes, ...forVitest })], forVitest: vitestFlags })
  if (!yes && isAttended()) process.env['TASKBENCH_ASK'] = '1'
  const ownReporters = parsed.reporters === undefined && parsed.reporter === undefined
  if (ownReporters && process.stdout.isTTY) process.env['TASKBENCH_LIVE'] = '1'
  const vitest = await startVitest(
    [...filters, ...filter],
    {
      watch: false,
      project: ['evals'],
      // Waiting for answers is no sign of a slow test.
      slowTestThreshold: Number.POSITIVE_INFINITY,
      ...(ownReporters && process.stdout.isTTY ? { reporters: [['default', { summary: false }]] } : {}),
      ...asVitestStarts([...filters, ...filter], parsed),
      ...forVitest,
      run: true,
    },
    // The project's own config may hold the plugin with its options: the first one serves.
    { plugins: [taskbench()] },
  )
  if (wasRefused(vitest)) process.exitCode = EXIT_CODES.usage
  if (!vitest.shouldKeepServer()) await vitest.exit()
}

/** The flags as they would be written again; what may be said by variables as well is said by flags. */
function wordsOf({ yes, testNamePattern, config, root }: RunCommandOptions): string[] {
  const { TASKBENCH_RETRY_ERRORS: retry, TASKBENCH_TAPE: tape, TASKBENCH_BUDGET_USD: budget } = process.env
  const values = { '--tape': tape, '--budget': budget, '--config': config, '--root': root, '-t': testNamePattern }
  return [
    ...(isOff(retry) ? [] : ['--retry-errors']),
    ...Object.entries(values).flatMap(([flag, value]) => (value ? [flag, value] : [])),
    ...(yes ? ['--yes'] : []),
  ]
}
