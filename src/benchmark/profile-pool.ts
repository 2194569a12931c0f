import type { BenchmarkCell, BenchmarkReport } from '../schema/benchmark-report.ts'
import { COMPARED_FIGURES } from '../schema/profile.ts'
import type { BenchmarkProfile, ComparedFigure } from '../schema/profile.ts'
import type { Sample } from '../schema/sample.ts'
import { BlockFigure } from './block-figure.ts'

/** What is needed of a sample. */
export type ProfiledSample = Pick<
  Sample,
  'scenario' | 'model' | 'step' | 'repetition' | 'input' | 'turn' | 'phase' | 'error' | ComparedFigure
>

interface Block {
  requests: number
  failed: number
  figures: Record<ComparedFigure, BlockFigure>
}

/** Gathers what a benchmark leaves to comparisons, sample by sample: a few numbers per request and block. */
export class ProfilePool {
  readonly #cells = new Map<string, Map<number, Block>>()

  /** Only measured samples count, and of them those that the user has not cancelled. */
  add(sample: ProfiledSample): void {
    if (sample.phase !== 'measured' || sample.error?.kind === 'cancelled') return
    const { figures } = this.#blockOf(sample)
    if (sample.error === null) for (const name of COMPARED_FIGURES) figures[name].add(sample[name], sample.input, sample.turn)
  }

  /** One profile per cell and block of a run's report, in the order of its cells. */
  profiles({ run, cells }: Pick<BenchmarkReport, 'run' | 'cells'>): BenchmarkProfile[] {
    return cells.flatMap((cell) => {
      const blocks = this.#cells.get(cellKey(cell.scenario, cell.model, cell.step.index)) ?? new Map<number, Block>()
      return [...blocks].sort(([a], [b]) => a - b).map(([block, found]) => profileOfBlock(run, cell, block, found))
    })
  }

  #blockOf({ scenario, model, step, repetition, error }: ProfiledSample): Block {
    const key = cellKey(scenario, model, step)
    let blocks = this.#cells.get(key)
    if (blocks === undefined) this.#cells.set(key, (blocks = new Map<number, Block>()))
    let block = blocks.get(repetition)
    if (block === undefined) blocks.set(repetition, (block = emptyBlock()))
    block.requests++
    if (error !== null) block.failed++
    return block
  }
}

/** The profiles of a run whose samples are at hand. */
export function profileOf(report: Pick<BenchmarkReport, 'run' | 'cells'>, samples: Iterable<ProfiledSample>): BenchmarkProfile[] {
  const pool = new ProfilePool()
  for (const sample of samples) pool.add(sample)
  return pool.profiles(report)
}

const cellKey = (scenario: string, model: string, step: number): string => JSON.stringify([scenario, model, step])

const emptyBlock = (): Block => ({
  requests: 0,
  failed: 0,
  figures: Object.fromEntries(COMPARED_FIGURES.map((name) => [name, new BlockFigure()])) as Block['figures'],
})

function profileOfBlock(run: BenchmarkReport['run'], cell: BenchmarkCell, block: number, found: Block): BenchmarkProfile {
  const { scenario, scenarioHash, model, modelId, simulated, loop, step, validity } = cell
  const figures: BenchmarkProfile['figures'] = {}
  for (const name of COMPARED_FIGURES) {
    // In a closed loop a request is due when it is sent.
    const figure = name === 'latencyFromScheduleMs' && loop === 'closed' ? null : found.figures[name].profile()
    if (figure !== null) figures[name] = figure
  }
  return {
    schema: 'taskbench/profile@1',
    runId: run.id,
    at: run.startedAt,
    commit: run.commit,
    machine: run.machine,
    scenario,
    scenarioHash,
    model,
    modelId,
    simulated,
    loop,
    step: { index: step.index, label: step.label },
    block,
    suspect: validity.suspect,
    requests: found.requests,
    failed: found.failed,
    figures,
  }
}
