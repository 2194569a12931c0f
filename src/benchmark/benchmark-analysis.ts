import type { BenchmarkObserver } from '../schema/benchmark-observer.ts'
import type { BenchmarkComparison, BenchmarkReport, Recommendation } from '../schema/benchmark-report.ts'
import type { BenchmarkProfile } from '../schema/profile.ts'
import type { Sample } from '../schema/sample.ts'
import type { AdviceFacts } from './advice-facts.ts'
import { AnswerLengths } from './answer-lengths.ts'
import { compareModels } from './compare-cells.ts'
import { ProfilePool } from './profile-pool.ts'
import { recommendationsFrom } from './recommendations.ts'

/** What follows from a run's samples taken together. */
export interface BenchmarkFindings {
  comparisons: BenchmarkComparison[]
  recommendations: Recommendation[]
  profiles: BenchmarkProfile[]
}

/** Watches a benchmark, or is given its stored samples, and then says what its models are against each other and what follows. */
export class BenchmarkAnalysis implements BenchmarkObserver {
  readonly #pool = new ProfilePool()
  readonly #lengths = new AnswerLengths()

  onSample(sample: Sample): void {
    this.#pool.add(sample)
    this.#lengths.add(sample)
  }

  /** What was measured, by block. */
  profiles(report: Pick<BenchmarkReport, 'run' | 'cells'>): BenchmarkProfile[] {
    return this.#pool.profiles(report)
  }

  findings(
    report: Pick<BenchmarkReport, 'run' | 'cells' | 'sweeps'>,
    { planned, price }: Pick<AdviceFacts, 'planned' | 'price'>,
  ): BenchmarkFindings {
    const profiles = this.profiles(report)
    return {
      comparisons: compareModels(profiles),
      recommendations: recommendationsFrom({ report, planned, lengths: this.#lengths, price }),
      profiles,
    }
  }
}
