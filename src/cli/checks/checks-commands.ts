import type { Command } from 'commander'
import type { ChecksWriteOptions } from '../commands/checks-write.ts'
import type { ChecksTryOptions } from '../commands/checks-try.ts'

/** `taskbench checks …`. */
export function addChecksCommands(program: Command): void {
  const checks = program.command('checks').description('checks that are written for a task, and what they are worth')
  const task = ['<task>', 'a task file, or the name of a task'] as const
  addWrite(checks)
  checks
    .command('try')
    .description('run the checks on gold, on damaged gold and on stored answers: what each catches, and what it fails wrongly')
    .argument(...task)
    .option('--run <run>', 'answers of this run alone (its id, or latest); default: of all runs')
    .option('--results <folder>', 'folder with results; default: as configured')
    .option('--seed <number>', 'other damages')
    .option('--mutants <number>', 'damages per case and mutator', '1')
    .option('--matrix', 'show what each check does to the damages of each kind')
    .option('--json', 'print the figures as JSON')
    .action(async (name: string, options: ChecksTryOptions) => (await import('../commands/checks-try.ts')).checksTry(name, options))
  checks
    .command('show')
    .description('the checks of a task with what is known of them')
    .argument(...task)
    .action(async (name: string) => (await import('../commands/checks-show.ts')).checksShow(name))
  checks
    .command('label')
    .description('say of stored answers whether they are good or bad; kept in NAME.labels.jsonl beside the task')
    .argument(...task)
    .option('--run <run>', 'answers of this run alone (its id, or latest); default: of all runs')
    .option('--results <folder>', 'folder with results; default: as configured')
    .action(async (name: string, options: { run?: string; results?: string }) =>
      (await import('../commands/checks-label.ts')).checksLabel(name, options),
    )
}

function addWrite(checks: Command): void {
  checks
    .command('write')
    .description(
      'have a model read a task and write checks for it; they are tried on gold, damaged gold and labelled answers, chosen, and locked in NAME.checks.yaml',
    )
    .argument('[tasks...]', 'task files, or names of tasks')
    .option('--all', 'every task that has no such checks, or stale ones')
    .option('--model <model>', 'the writer: a label of the config, or provider:name; default: the general model')
    .option('--seed <number>', 'ask and damage in another way; default: the seed of the config')
    .option(
      '--run <run>',
      'try on stored answers of this run (its id, or latest); default: on all, where some are labelled or no case has gold',
    )
    .option('--results <folder>', 'folder with results; default: as configured')
    .option('--hold-back <share>', 'of the cases: not shown and not tried on, and what the checks do on them is printed', '0')
    .option('--dry-run', 'show what would be written')
    .option('--json', 'print requirements, checks and figures as JSON')
    .option('-y, --yes', 'do not ask before calls that may cost more than confirmAboveUsd of the config')
    .action(async (names: string[], options: ChecksWriteOptions) =>
      (await import('../commands/checks-write.ts')).checksWrite(names, options),
    )
}
