import type { TrialDetail } from '../../schema/record-store.ts'
import type { ReportSource } from '../../schema/output-format.ts'
import { SAMPLE_MODELS, SAMPLE_TASKS } from './sample-plan.ts'
import { sampleDetail } from './sample-detail.ts'
import { sampleReport } from './sample-report.ts'

/** A run as large as wanted: three tasks, four models, two trials. `answers` replaces the answers of the first trials. */
export function sampleSource({
  cases,
  trials = 2,
  answers = [],
}: {
  cases: number
  trials?: number
  answers?: string[]
}): ReportSource & { count: number } {
  function* details(): Generator<TrialDetail> {
    let made = 0
    for (const task of SAMPLE_TASKS) {
      for (const model of SAMPLE_MODELS) {
        for (let caseIndex = 0; caseIndex < cases; caseIndex++) {
          for (let trial = 0; trial < trials; trial++) yield sampleDetail({ task, model, caseIndex, trial, seed: 1 }, answers[made++])
        }
      }
    }
  }
  const records = {
    async *[Symbol.asyncIterator](): AsyncGenerator<TrialDetail> {
      yield* details()
    },
  }
  return { report: sampleReport(details(), cases), records, count: SAMPLE_TASKS.length * SAMPLE_MODELS.length * cases * trials }
}
