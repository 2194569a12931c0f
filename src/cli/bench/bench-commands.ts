import type { Command } from 'commander'
import type { BenchRunOptions } from '../commands/bench-run.ts'
import { addProfileCommands } from './profile-commands.ts'

/** `taskbench bench …`. */
export function addBenchCommands(program: Command): void {
  const bench = program.command('bench').description('measure models: latency, streaming, load, cost')
  bench
    .command('run')
    .description('measure models by scenarios; paid models are asked')
    .argument('[scenarios...]', 'scenario files (NAME.scenario.yaml) and names of standard scenarios; default: the standard six')
    .option('--models <names>', 'labels or ids, separated by commas; default: those of the scenario or config')
    .option('--seed <number>', 'of schedules, orders and simulated models; default: as configured')
    .option('--repetitions <number>', 'blocks per model, interleaved: 6 and more let models be compared')
    .option('--requests <number>', 'measured requests per step, instead of what scenarios say')
    .option('--seconds <number>', 'length of the measured window of each step, instead of what scenarios say')
    .option('--strict', 'a suspect measurement fails')
    .option('--budget <usd>', 'the most that the run may spend, in US dollars; goes over budgetUsd of the config')
    .option('-y, --yes', 'do not ask before a run that may cost more than confirmAboveUsd of the config')
    .option('--config <file>', 'a taskbench config file')
    .option('--profile', 'store profiles in profiles/, for comparisons and trends')
    .option('--cpu-profile', 'write client.cpuprofile: where this process spends its time')
    .option('--heap-profile', 'write client.heapprofile: what allocates the memory of this process')
    .action(async (scenarios: string[], options: BenchRunOptions) =>
      (await import('../commands/bench-run.ts')).benchRun(scenarios, options),
    )
  bench
    .command('list')
    .description('the standard scenarios')
    .action(async () => (await import('../commands/bench-list.ts')).benchList())
  addProfileCommands(bench)
}
