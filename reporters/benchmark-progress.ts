import type { BenchmarkBlock, BenchmarkObserver } from '../src/schema/benchmark-observer.ts'
import { cutTo } from './display-width.ts'
import { LiveRegion } from './live-region.ts'
import type { TerminalStream } from './live-region.ts'
import { oneLine } from './one-line.ts'

export interface BenchmarkProgressOptions {
  /** Blocks that are planned: scenarios × models × steps × repetitions. */
  blocks: number
  stdout: TerminalStream
  stderr: TerminalStream
  /** One line that stays at the bottom, instead of a line for each block. */
  live: boolean
}

const EVERY_MS = 200

/** Says how a benchmark goes on: on a terminal by one line that changes, else by a line per block. `stop` gives the terminal back. */
export function benchmarkProgress({ blocks, stdout, stderr, live }: BenchmarkProgressOptions): BenchmarkObserver & { stop(): void } {
  let current: BenchmarkBlock | null = null
  let ended = 0
  const counts = { measured: 0, failed: 0, inFlight: 0 }
  const line = (width: number): string[] => {
    if (!current) return []
    const { measured, failed, inFlight } = counts
    return [
      cutTo(
        `${ended + 1}/${blocks}  ${nameOf(current)}  ${measured} measured, ${inFlight} in flight${failed > 0 ? `, ${failed} failed` : ''}`,
        width,
      ),
    ]
  }
  const region = live ? new LiveRegion(line, [stdout, stderr]) : null
  region?.start(EVERY_MS)
  return {
    onBlockStart(block) {
      current = block
      Object.assign(counts, { measured: 0, failed: 0, inFlight: 0 })
    },
    onStart() {
      counts.inFlight++
    },
    onSample({ phase, error }) {
      counts.inFlight--
      if (phase !== 'measured') return
      counts.measured++
      // What its user has cut off says nothing of the model.
      if (error && error.kind !== 'cancelled') counts.failed++
    },
    onBlockEnd(block) {
      ended++
      current = null
      if (!live)
        stdout.write(
          `${ended}/${blocks}  ${nameOf(block)}: ${counts.measured} measured${counts.failed > 0 ? `, ${counts.failed} failed` : ''}\n`,
        )
    },
    stop: () => region?.stop(),
  }
}

function nameOf({ scenario, model, step, repetition }: BenchmarkBlock): string {
  const more = [
    step.index > 0 || scenario.load.kind === 'ramp' || scenario.load.kind === 'sweep' ? step.label : null,
    repetition > 0 ? `repetition ${repetition + 1}` : null,
  ]
  return [oneLine(scenario.name, 60), oneLine(model.label, 60), ...more.filter((part) => part !== null)].join(' · ')
}
