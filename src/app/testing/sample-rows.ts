import { answerQuality } from '../../report/answer-quality.ts'
import { testRow } from '../data/test-row.ts'
import type { TestRow } from '../data/test-row.ts'
import { sampleDetail } from './sample-detail.ts'
import { SAMPLE_MODELS, SAMPLE_TASKS } from './sample-plan.ts'

/** The sample's rows as the page unpacks them: three tasks, four models, two trials of each case. */
export function sampleRows(cases: number): TestRow[] {
  const places = Array.from({ length: cases * 2 }, (_, index) => ({ caseIndex: Math.floor(index / 2), trial: index % 2 }))
  return SAMPLE_TASKS.flatMap((task) =>
    SAMPLE_MODELS.flatMap((model) =>
      places.map((place) => {
        const { trial, calls } = sampleDetail({ task, model, ...place, seed: 1 })
        const embedded = calls.map(({ request, ...call }) => ({
          ...call,
          request: { messages: request.messages, params: request.params, extras: null },
        }))
        return testRow({ trial: { ...trial, answer: null, output: null, quality: answerQuality(trial) }, calls: embedded })
      }),
    ),
  )
}
