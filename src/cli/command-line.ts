import { Command, CommanderError } from 'commander'
import type { JudgeCommandOptions } from './commands/judge.ts'
import type { RunCommandOptions } from './commands/run.ts'
import { EvalError } from '../schema/eval-error.ts'
import { EXIT_CODES } from '../../reporters/exit-codes.ts'
import { placedMessage } from '../../reporters/format-problem.ts'
import { stripControl } from '../text/strip-control.ts'
import type { SimServeOptions } from './commands/sim-server-settings.ts'
import { addBenchCommands } from './bench/bench-commands.ts'
import { addCompareCommands } from './compare/compare-commands.ts'
import { addGithubCommands } from './github/github-commands.ts'
import { addChecksCommands } from './checks/checks-commands.ts'
import { addRecommendCommands } from './recommend/recommend-commands.ts'
import { ownVersion } from '../services/own-version.ts'
import { INTERRUPTED } from './until-interrupted.ts'
import { outliveReaders } from '../vitest/outlive-readers.ts'

/** Reads the arguments and runs a command. Errors are printed without a stack and end with the exit code for wrong usage. */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  outliveReaders()
  const program = new Command('taskbench')
    .description('LLM evaluation as Vitest suites')
    .version(ownVersion())
    .showHelpAfterError('(taskbench --help shows what there is)')
    .exitOverride()
  addRun(program, argv)
  addEstimate(program)
  program
    .command('init')
    .description('write a config, a task with cases, and a Vitest config into this folder')
    .argument('[folder]', 'where', '.')
    .action(async (folder: string) => (await import('./commands/init.ts')).init(folder))
  program
    .command('report')
    .description("compute a stored run's report again and print it")
    .argument('[run]', 'id of a run, or latest', 'latest')
    .option('--results <folder>', 'folder with results; default: as configured')
    .option(
      '--format <names>',
      'files to write: json, csv, violations, markdown, html, pdf (printed by an installed Chromium); default: all but pdf',
    )
    .action(async (run: string, options: { results?: string; format?: string }) =>
      (await import('./commands/report.ts')).report(run, options),
    )
  addCompareCommands(program)
  addGithubCommands(program)
  addChecksCommands(program)
  addRecommendCommands(program)
  addBenchCommands(program)
  addJudge(program)
  addSim(program)
  try {
    await program.parseAsync(beforeDashes(argv))
  } catch (error) {
    endWith(error)
  }
}

function addRun(program: Command, argv: readonly string[]): void {
  program
    .command('run')
    .description('run evaluations against all configured models; paid models are asked')
    .argument('[filters...]', 'parts of file names, or file:line')
    .option('-t, --testNamePattern <pattern>', 'only tests whose full name matches')
    .option('--resume [run]', 'go on with a run that was stopped: its id, or the newest; what it has answers for is not asked again')
    .option('--retry-errors', 'of a run (--resume RUN, or the newest) ask again what ended with an error, and nothing else')
    .option('--tape <mode>', 'off, record, replay or auto: over the config')
    .option('--config <file>', 'a vitest config file')
    .option('--root <folder>', 'root of the project')
    .option('--budget <usd>', 'the most that the run may spend, in US dollars; goes over budgetUsd of the config')
    .option('-y, --yes', 'do not ask before a run that costs more than confirmAboveUsd of the config')
    .addHelpText('after', '\nWhat follows -- goes to Vitest as it is: taskbench run -- --shard=1/2 --reporter=blob')
    .action(async (filters: string[], options: RunCommandOptions) =>
      (await import('./commands/run.ts')).run(filters, options, afterDashes(argv)),
    )
}

function addEstimate(program: Command): void {
  program
    .command('estimate')
    .description('say what a run would need in calls, tokens and money; nothing is asked')
    .argument('[filters...]', 'parts of file names, or file:line')
    .option('-t, --testNamePattern <pattern>', 'only tests whose full name matches')
    .option('--config <file>', 'a vitest config file')
    .option('--root <folder>', 'root of the project')
    .option('--json', 'as JSON, with every task, model and phase')
    .action(async (filters: string[], options: Record<string, string | boolean>) =>
      (await import('./commands/estimate.ts')).estimateCommand(filters, options),
    )
}

function addSim(program: Command): void {
  program
    .command('sim')
    .description('simulated models outside of a run')
    .command('serve')
    .description('serve simulated models on loopback, in the protocols of OpenAI, Anthropic, OpenRouter and Ollama, with faults')
    .option('--port <port>', '0 takes a free one', '0')
    .option('--seed <number>', 'another seed: the same rates, other faults and answers')
    .option('--latency <ms>', 'to the first token, or JSON as in {"kind":"lognormal","medianMs":200}')
    .option('--pace <number>', 'tokens per second after the first; default: all at once')
    .option('--faults <faults>', 'rates, as JSON or a YAML file: {"rateLimit":0.1,"serverError":0.05,"resetInside":0.03}')
    .option('--answer <text>', 'the answer to every prompt; default: a made-up one that depends on the prompt')
    .option('--answers <file>', 'answers by prompt: lines {"match":"…","answer":…}')
    .option('--echo', 'answer with the last message of the user')
    .option('--settings <file>', 'all settings in a YAML file; flags go over them')
    .action(async (options: SimServeOptions) => (await import('./commands/sim-serve.ts')).simServe(options))
}

function addJudge(program: Command): void {
  program
    .command('judge')
    .description("judge a stored run's answers again with today's checks and judge; no evaluated model is asked")
    .argument('[run]', 'id of a run, or latest', 'latest')
    .option('--all', 'all stored runs')
    .option('-y, --yes', 'do not ask before calls that may cost more than confirmAboveUsd of the config')
    .option('--calibrate <labels>', 'compare verdicts of judges with labels of people: lines {task, model, case, check, label}')
    .action(async (run: string, options: JudgeCommandOptions) => (await import('./commands/judge.ts')).judge(run, options))
}

function beforeDashes(argv: readonly string[]): string[] {
  const dashes = argv.indexOf('--')
  return dashes < 0 ? [...argv] : argv.slice(0, dashes)
}

function afterDashes(argv: readonly string[]): string[] {
  const dashes = argv.indexOf('--')
  return dashes < 0 ? [] : argv.slice(dashes + 1)
}

function endWith(error: unknown): void {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : EXIT_CODES.usage
    return
  }
  if (!EvalError.is(error)) throw error
  process.stderr.write(`${stripControl(placedMessage(error))}\n${error.hint ? `${stripControl(error.hint)}\n` : ''}`)
  process.exitCode = exitCodeOf(error)
}

function exitCodeOf({ kind, code }: EvalError): number {
  if (code === INTERRUPTED) return EXIT_CODES.interrupted
  if (kind === 'config' || kind === 'auth') return EXIT_CODES.usage
  // No money is left, or the model was given up.
  return kind === 'budget' || kind === 'aborted' ? EXIT_CODES.incomplete : EXIT_CODES.failed
}
