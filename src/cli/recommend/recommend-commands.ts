import type { Command } from 'commander'
import type { RecommendMetricsOptions } from '../commands/recommend-metrics.ts'
import type { RecommendModelsOptions } from '../commands/recommend-models.ts'

/** `taskbench recommend …`. */
export function addRecommendCommands(program: Command): void {
  const recommend = program.command('recommend').description('which metrics fit a task, which models fit a use case')
  recommend
    .command('metrics')
    .description('ask the general model which metrics fit a task, of those that it can compute, and why')
    .argument('<task>', 'a task file, or the name of a task')
    .option('--write', 'write them into the task file, after a question')
    .option('-y, --yes', 'with --write: do not ask')
    .option('--json', 'print them as JSON')
    .action(async (task: string, options: RecommendMetricsOptions) =>
      (await import('../commands/recommend-metrics.ts')).recommendMetricsCommand(task, options),
    )
  recommend
    .command('models')
    .description('rank models for a use case by its traits, prices, context lengths and the results of earlier runs; nothing is asked')
    .argument('<use-case>', 'name of a use case, as in use-cases/NAME.yaml')
    .option('--known', 'besides the configured models all of the bundled price list')
    .option('--top <number>', 'so many places are shown, and all configured models', '20')
    .option('--results <folder>', 'folder with results; default: as configured')
    .option('--json', 'print everything as JSON')
    .action(async (useCase: string, options: RecommendModelsOptions) =>
      (await import('../commands/recommend-models.ts')).recommendModelsCommand(useCase, options),
    )
}
