import type { Command } from 'commander'
import type { SetBaselineCommandOptions } from '../commands/baseline.ts'
import type { CompareCommandOptions } from '../commands/compare.ts'

/** `taskbench compare` and `taskbench baseline …`. */
export function addCompareCommands(program: Command): void {
  program
    .command('compare')
    .description('compare run B with run A, case by case; nothing is asked')
    .argument('<a>', 'the earlier one: a run, latest, main, the name of a baseline, or the path of a run, report or baseline')
    .argument('[b]', 'the later one', 'latest')
    .option('--format <name>', 'terminal, json, markdown or html', 'terminal')
    .option('--output <file>', 'where the HTML file goes; default: in the folder comparisons of the results')
    .option('--flips <number>', 'so many changed cases are shown per model, with both answers; HTML has all', '5')
    .option('--margin <number>', 'what counts as equal by the primary metric, in its unit: 0.02 is 2 points')
    .option(
      '--models <a=b>',
      'hold a model of B against one of A that has another label (repeatable)',
      (text: string, before: string[] = []) => [...before, text],
    )
    .option('--fail-on-worse', 'end with 1 where a model is worse by the primary metric of a task')
    .option('--results <folder>', 'folder with results; the config is not read then')
    .action(async (a: string, b: string, options: CompareCommandOptions) => (await import('../commands/compare.ts')).compare(a, b, options))
  const baseline = program.command('baseline').description('scores of a run that later runs are held against')
  baseline
    .command('set')
    .description('write the scores of a run to baselines/NAME.json, to be committed')
    .argument('<run>', 'id of a run, or latest')
    .option('--name <name>', 'name of the baseline, as gates name it', 'main')
    .option('--answers', 'keep the answers as well')
    .option('--results <folder>', 'folder with results; the config is not read then')
    .action(async (run: string, options: SetBaselineCommandOptions) =>
      (await import('../commands/baseline.ts')).setBaselineCommand(run, options),
    )
  baseline
    .command('show')
    .description('say what a baseline holds')
    .argument('[name]', 'name of the baseline', 'main')
    .action(async (name: string) => (await import('../commands/baseline.ts')).showBaselineCommand(name))
}
