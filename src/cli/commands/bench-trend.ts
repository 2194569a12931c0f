import path from 'node:path'
import { PROFILES_FOLDER, readProfiles, withoutInputs } from '../../benchmark/profile-files.ts'
import { trendOf } from '../../benchmark/trend-of.ts'
import { EvalError } from '../../schema/eval-error.ts'
import type { BenchmarkProfile } from '../../schema/profile.ts'
import { paintWith } from '../../../reporters/paint.ts'
import { EXIT_CODES } from '../../../reporters/exit-codes.ts'
import { trendLines } from '../../../reporters/trend-lines.ts'
import { floorOption } from '../bench/floor-option.ts'
import { whereResultsAre } from '../compare/where-results-are.ts'

export interface BenchTrendOptions {
  model?: string
  scenario?: string
  floor?: string
  failOnSlower?: true
  json?: true
  profiles?: string
}

/** `taskbench bench trend`: lasting changes over stored profiles; nothing is asked. */
export async function benchTrend(options: BenchTrendOptions): Promise<void> {
  const floor = floorOption(options.floor)
  const folder =
    options.profiles === undefined ? path.join((await whereResultsAre(undefined)).root, PROFILES_FOLDER) : path.resolve(options.profiles)
  const trend = trendOf(chosen(await readProfiles(folder, withoutInputs), options), { floor })
  const isColored = process.stdout.isTTY === true && (process.env['NO_COLOR'] ?? '') === ''
  const text = options.json
    ? JSON.stringify(trend, null, 2)
    : trendLines(trend, process.stdout.columns ?? Infinity, paintWith(isColored)).join('\n')
  process.stdout.write(`${text}\n`)
  if (options.failOnSlower && trend.series.some(({ verdict }) => verdict === 'slower')) process.exitCode = EXIT_CODES.failed
}

function chosen(profiles: readonly BenchmarkProfile[], options: BenchTrendOptions): BenchmarkProfile[] {
  for (const field of ['model', 'scenario'] as const) {
    const wanted = options[field]
    const known = [...new Set(profiles.map((profile) => profile[field]))]
    if (wanted !== undefined && !known.includes(wanted))
      throw new EvalError('config', `--${field}: no stored profile is of ${JSON.stringify(wanted.slice(0, 80))}`, {
        hint:
          known.length === 0
            ? 'There are no profiles: taskbench bench run … --profile stores them.'
            : `There are: ${known.slice(0, 10).join(', ')}.`,
      })
  }
  const { model, scenario } = options
  return profiles.filter((profile) => (model ?? profile.model) === profile.model && (scenario ?? profile.scenario) === profile.scenario)
}
