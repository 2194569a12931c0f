import type { Command } from 'commander'
import type { BenchCompareOptions } from '../commands/bench-compare.ts'
import type { BenchTrendOptions } from '../commands/bench-trend.ts'

const FLOOR = 'the least change of a typical value that counts, in percent; default 5'

/** `compare`, `trend` and `profile` of `taskbench bench`. */
export function addProfileCommands(bench: Command): void {
  bench
    .command('compare')
    .description('compare run B with run A, block by block; nothing is asked')
    .argument('<a>', 'the earlier one: id of a run or its beginning, latest, or a file of profiles; RUN@MODEL for one model')
    .argument('[b]', 'the later one', 'latest')
    .option('--floor <percent>', FLOOR)
    .option('--other-machine', 'compare what was measured on different machines, with a warning')
    .option('--fail-on-slower', 'end with 1 where a figure is slower')
    .option('--json', 'as JSON')
    .option('--results <folder>', 'folder with results; the config is not read then')
    .action(async (a: string, b: string, options: BenchCompareOptions) =>
      (await import('../commands/bench-compare.ts')).benchCompare(a, b, options),
    )
  bench
    .command('trend')
    .description('find lasting changes over stored profiles; nothing is asked')
    .option('--model <label>', 'this model alone')
    .option('--scenario <name>', 'this scenario alone')
    .option('--floor <percent>', FLOOR)
    .option('--fail-on-slower', 'end with 1 where the last change of a figure made it slower')
    .option('--json', 'as JSON')
    .option('--profiles <folder>', 'folder with profiles; default: profiles/ beside the config')
    .action(async (options: BenchTrendOptions) => (await import('../commands/bench-trend.ts')).benchTrend(options))
  bench
    .command('profile')
    .description('store the profiles of a measured run in profiles/, for comparisons and trends')
    .argument('[run]', 'id of a benchmark run or its beginning, or latest', 'latest')
    .option('--results <folder>', 'folder with results; the config is not read then')
    .action(async (run: string, options: { results?: string }) => (await import('../commands/bench-profile.ts')).benchProfile(run, options))
}
