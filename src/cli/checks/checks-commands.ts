import type { Command } from 'commander'
import type { ChecksTryOptions } from '../commands/checks-try.ts'

/** `taskbench checks …`. */
export function addChecksCommands(program: Command): void {
  const checks = program.command('checks').description("what a task's checks are worth, without asking anything")
  const task = ['<task>', 'a task file, or the name of a task'] as const
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
