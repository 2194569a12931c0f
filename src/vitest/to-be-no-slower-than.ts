import { noSlower } from '../benchmark/no-slower.ts'
import type { NoSlower } from '../benchmark/no-slower.ts'
import type { BenchmarkProfile } from '../schema/profile.ts'
import { noSlowerSchema } from '../schema/profile-wish.ts'
import type { NoSlowerOptions } from '../schema/profile-wish.ts'
import { LEAST_BLOCKS } from '../statistics/block-test.ts'

/** What can be compared: a measured profile, or a stored one. */
export interface Comparable {
  readonly model: string
  readonly blocks: readonly BenchmarkProfile[]
}

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Passes where the profile is shown to be no slower than the baseline by more than the margin (a share: 0.1 by default), at 95 % one-sided, over
     * interleaved blocks; fails where it is shown to be slower. Where neither can be shown it fails too, unless `undecided: 'pass'`.
     */
    toBeNoSlowerThan(baseline: Comparable, options?: NoSlowerOptions): R
  }
}

/** The matcher; `isNot`: it stands after `not`. Throws TypeErrors for what is no profile, and for figures that were not measured. */
export function toBeNoSlowerThan(
  isNot: boolean,
  received: unknown,
  baseline: unknown,
  options: unknown = {},
): { pass: boolean; message: () => string } {
  const given = comparable(received, 'the value given to expect')
  const against = comparable(baseline, 'the baseline')
  const parsed = noSlowerSchema.safeParse(options)
  if (!parsed.success)
    throw new TypeError(`toBeNoSlowerThan: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`)
  const { metric, margin, undecided } = parsed.data
  if (given.blocks[0]?.scenarioHash !== against.blocks[0]?.scenarioHash)
    throw new TypeError('toBeNoSlowerThan: the two profiles are of different scenarios: what was asked, or how, is not the same')
  const result = noSlower(given.blocks, against.blocks, { figure: metric, margin })
  if (result === null) throw new TypeError(`toBeNoSlowerThan: ${metric} was not measured on both sides`)
  const message = () => [sentence(result, given, against), ...remarks(given, against)].join('\n')
  // An undecided comparison fails `not` as well.
  if (result.outcome === 'undecided') return { pass: undecided === 'pass' ? !isNot : isNot, message }
  return { pass: result.outcome === 'no-slower', message }
}

function comparable(value: unknown, what: string): Comparable {
  const { blocks } = (value ?? {}) as Partial<Comparable>
  if (Array.isArray(blocks) && blocks.length > 0) return value as Comparable
  throw new TypeError(`toBeNoSlowerThan: ${what} is no profile: expected what profile() or baseline() gives`)
}

function sentence(result: NoSlower, given: Comparable, against: Comparable): string {
  const { outcome, figure, ratio, low, high, margin, blocks, n } = result
  const accepted = `a margin of ${percent(margin)}`
  const [ours, theirs] = [typical(given, figure), typical(against, figure)]
  const measured = `${figure} of ${given.model} is ${ours} against ${theirs} of the baseline: ${times(ratio)}`
  const bounds = low === null || high === null ? '' : `, between ${times(low)} and ${times(high)} (one-sided bounds at 95 %)`
  const basis = `n = ${n} requests in ${blocks} blocks a side, ${result.method}`
  if (outcome === 'undecided') {
    const more = blocks < LEAST_BLOCKS ? `at least ${LEAST_BLOCKS} blocks are needed` : 'more blocks, or a wider margin, would decide'
    return `cannot tell with ${basis}: ${measured}${bounds}; accepted is ${accepted}: ${more}`
  }
  return `${measured}${bounds}; accepted is ${accepted} (${basis})`
}

/** What a reader should know before trusting it. */
function remarks(...sides: Comparable[]): string[] {
  return sides.flatMap(({ model, blocks }) => {
    const failed = blocks.reduce((sum, block) => sum + block.failed, 0)
    const requests = blocks.reduce((sum, block) => sum + block.requests, 0)
    return [
      ...(blocks.some(({ suspect }) => suspect) ? [`the measurement of ${model} (${blocks[0]?.runId ?? ''}) doubts itself: suspect`] : []),
      ...(failed > 0 ? [`${failed} of ${requests} requests of ${model} failed: times are of those that were answered`] : []),
    ]
  })
}

function typical({ blocks }: Comparable, figure: NoSlower['figure']): string {
  const medians = blocks.flatMap(({ figures }) => figures[figure]?.median ?? []).sort((a, b) => a - b)
  return `${(medians[Math.floor(medians.length / 2)] ?? Number.NaN).toPrecision(3)} ms`
}

const times = (ratio: number): string => `× ${ratio.toFixed(3)}`
const percent = (share: number): string => `${+(share * 100).toFixed(2)} %`
