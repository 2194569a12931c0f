import path from 'node:path'
import { shellWord } from '../text/shell-word.ts'
import type { Shard } from './run-paths.ts'

/** What `taskbench run` was given, as it would be written again; without the run that is resumed. */
export interface RunWords {
  own: readonly string[]
  /** After `--`. */
  forVitest: readonly string[]
}

/** How a process was started. */
export interface Started {
  argv: readonly string[]
  env: Readonly<Record<string, string | undefined>>
  /** `null`: not by `taskbench run`. */
  words: RunWords | null
}

const WORDS = Symbol.for('taskbench.run-words')

// On globalThis, because the command and the plugin may be two copies of this module in one process.
const held = globalThis as { [WORDS]?: RunWords }

/** Variables that say what is asked; `taskbench run` has flags for them. */
const SAYING = ['TASKBENCH_TAPE', 'TASKBENCH_BUDGET_USD', 'TASKBENCH_RETRY_ERRORS']

/** Notes what this process was given as `taskbench run`. */
export function noteRunWords(words: RunWords): void {
  held[WORDS] = words
}

/**
 * The shell command that goes on with a run of this process: the one that it was started with, for what chooses tests chooses what is asked.
 * `shard` takes the place of its own; `null`: without one.
 */
export function resumeCommand(runId: string, shard?: Shard | null): string {
  return commandOf({ argv: process.argv, env: process.env, words: held[WORDS] ?? null }, runId, shard)
}

/** The same for a process that was started in this way. */
export function commandOf({ argv, env, words }: Started, runId: string, shard?: Shard | null): string {
  const [, script, ...rest] = argv
  if (words !== null || script === undefined) {
    const flags = inShard(words?.forVitest ?? [], shard)
    const all = ['npx', 'taskbench', 'run', '--resume', runId, ...(words?.own ?? []), ...(flags.length > 0 ? ['--', ...flags] : [])]
    return all.map(shellWord).join(' ')
  }
  const said = SAYING.filter((name) => env[name]).map((name) => ` ${name}=${shellWord(env[name] as string)}`)
  const variables = [...(env['TASKBENCH'] === 'live' ? [' TASKBENCH=live'] : []), ...said]
  const program = /^vitest(\.m?js)?$/.test(path.basename(script)) ? ['npx', 'vitest'] : ['node', path.relative(process.cwd(), script)]
  return `TASKBENCH_RESUME=${runId}${variables.join('')} ${[...program, ...inShard(rest, shard)].map(shellWord).join(' ')}`
}

/** Flags for Vitest, with another shard than theirs: its blob is what is merged. */
function inShard(flags: readonly string[], shard: Shard | null | undefined): readonly string[] {
  if (shard === undefined) return flags
  const others = flags.filter((flag, at) => !flag.startsWith('--shard=') && flag !== '--shard' && flags[at - 1] !== '--shard')
  if (shard === null) return others
  const blob = others.some((flag) => flag.startsWith('--reporter')) ? [] : ['--reporter=blob']
  return [...others, `--shard=${shard.index}/${shard.count}`, ...blob]
}
