import type { ComparedFigure, BenchmarkProfile, ProfileFigure } from '../schema/profile.ts'

/** Mean logarithms of two sides by blocks, for testing. */
export interface BlockDifferences {
  /** `input`: within blocks by input and turn; `block`: blocks as wholes; `none`: runs at different times with different inputs. */
  paired: 'input' | 'block' | 'none'
  /** b − a, one per pair of blocks of the same number; empty where nothing is in pairs. */
  differences: number[]
  a: number[]
  b: number[]
  /** Requests of the side that has fewer. */
  n: number
}

/** With fewer of a block's requests in pairs, blocks are compared as wholes. */
const LEAST_PAIRED_SHARE = 0.5

/**
 * Pairs the blocks of two sides by their number, and within them the requests of the same input and turn: what makes one prompt longer than another cancels
 * out. Blocks of one run were interleaved and are pairs in any case; those of two runs are only by their inputs.
 */
export function blockDifferences(a: readonly BenchmarkProfile[], b: readonly BenchmarkProfile[], figure: ComparedFigure): BlockDifferences {
  const figuresOf = (side: readonly BenchmarkProfile[]) =>
    new Map(side.flatMap(({ block, figures }) => (figures[figure] ? [[block, figures[figure]]] : [])))
  const [first, second] = [figuresOf(a), figuresOf(b)]
  const pairs = [...first].flatMap(([block, ofA]) => {
    const ofB = second.get(block)
    return ofB === undefined ? [] : [{ whole: ofB.meanLog - ofA.meanLog, byInput: byInputDifference(ofA, ofB) }]
  })
  const byInput = pairs.flatMap((pair) => pair.byInput ?? [])
  const isPairedByInput = pairs.length > 0 && byInput.length === pairs.length
  const isOneRun = a[0]?.runId === b[0]?.runId
  const logs = (side: ReadonlyMap<number, ProfileFigure>) => [...side.values()].map(({ meanLog }) => meanLog)
  const requests = (side: ReadonlyMap<number, ProfileFigure>) => [...side.values()].reduce((sum, { n }) => sum + n, 0)
  return {
    paired: isPairedByInput ? 'input' : isOneRun ? 'block' : 'none',
    differences: isPairedByInput ? byInput : isOneRun ? pairs.map(({ whole }) => whole) : [],
    a: logs(first),
    b: logs(second),
    n: Math.min(requests(first), requests(second)),
  }
}

/** Weighted by the requests behind each input; `null` where too few inputs are on both sides. */
function byInputDifference(a: ProfileFigure, b: ProfileFigure): number | null {
  const others = new Map(b.inputs.map(([input, turn, n, meanLog]) => [`${input} ${turn}`, { n, meanLog }]))
  let [weights, total, ofA, ofB] = [0, 0, 0, 0]
  for (const [input, turn, n, meanLog] of a.inputs) {
    const other = others.get(`${input} ${turn}`)
    if (other === undefined) continue
    const weight = (n * other.n) / (n + other.n)
    weights += weight
    total += weight * (other.meanLog - meanLog)
    ofA += n
    ofB += other.n
  }
  return ofA < LEAST_PAIRED_SHARE * a.n || ofB < LEAST_PAIRED_SHARE * b.n ? null : total / weights
}
