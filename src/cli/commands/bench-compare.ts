import { compareProfiles } from '../../benchmark/compare-profiles.ts'
import { profileSide } from '../../services/profile-side.ts'
import { paintWith } from '../../../reporters/paint.ts'
import { profileComparisonLines } from '../../../reporters/profile-comparison-lines.ts'
import { EXIT_CODES } from '../../../reporters/exit-codes.ts'
import { floorOption } from '../bench/floor-option.ts'
import { whereResultsAre } from '../compare/where-results-are.ts'

export interface BenchCompareOptions {
  floor?: string
  otherMachine?: true
  failOnSlower?: true
  json?: true
  results?: string
}

/** `taskbench bench compare A B`: run B against run A; nothing is asked. */
export async function benchCompare(a: string, b: string, options: BenchCompareOptions): Promise<void> {
  const floor = floorOption(options.floor)
  const at = await whereResultsAre(options.results)
  const found = compareProfiles(await profileSide(a, at), await profileSide(b, at), { floor, otherMachine: options.otherMachine })
  const isColored = process.stdout.isTTY === true && (process.env['NO_COLOR'] ?? '') === ''
  const text = options.json
    ? JSON.stringify(found, null, 2)
    : profileComparisonLines(found, process.stdout.columns ?? Infinity, paintWith(isColored)).join('\n')
  process.stdout.write(`${text}\n`)
  if (options.failOnSlower && found.comparisons.some(({ verdict }) => verdict === 'slower')) process.exitCode = EXIT_CODES.failed
}
