import type { BenchmarkCell } from '../schema/benchmark-report.ts'
import type { BenchmarkProfile } from '../schema/profile.ts'
import type { MeasuredModel } from '../services/profile-desk.ts'

/** A model as it was measured: what `expect(…).toBeNoSlowerThan(…)` compares. */
export class Profile {
  /** Label of the model. */
  readonly model: string
  /** Distributions of all figures (`figures.firstTokenMs`, `figures.latencyMs` …), rates, tokens, cost, errors and what speaks against the measurement. */
  readonly cell: BenchmarkCell
  /** By interleaved block: what comparisons rest on. */
  readonly blocks: readonly BenchmarkProfile[]
  /** Folder of its samples: `results/.benchmarks/RUN-ID`. */
  readonly folder: string

  constructor({ cell, blocks, folder }: Pick<MeasuredModel, 'cell' | 'blocks' | 'folder'>) {
    this.model = cell.model
    this.cell = cell
    this.blocks = blocks
    this.folder = folder
  }

  /** Distributions of what was measured, by figure. */
  get figures(): BenchmarkCell['figures'] {
    return this.cell.figures
  }
}

/** A profile that was stored: blocks alone. */
export interface StoredProfile {
  readonly model: string
  readonly blocks: readonly BenchmarkProfile[]
  /** It was stored just now, because there was none or `-u` was given: the measured profile is its own baseline. */
  readonly stored: boolean
}
