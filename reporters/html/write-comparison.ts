import type { ComparedTrial, ComparisonSource } from '../../src/schema/comparison-source.ts'
import type { EmbeddedAnswerOfSide, EmbeddedComparison } from '../../src/schema/embedded-report.ts'
import { dataBlock } from './data-block.ts'
import { embedRecords } from './embed-records.ts'
import type { Template } from './read-template.ts'
import type { TextKeeper } from './text-keeper.ts'

/** The page of two compared runs in chunks: the app with the comparison and all answers as compressed, inert blocks. */
export async function* writeComparison({ found, cases, trials }: ComparisonSource, template: Template): AsyncGenerator<string> {
  const comparison: EmbeddedComparison = { found, cases }
  yield template.before
  yield* embedRecords(trials, 'answers', embedTrial)
  yield await dataBlock('comparison', 0, 1, JSON.stringify(comparison))
  yield template.after
}

const embedTrial = (trial: ComparedTrial, keeper: TextKeeper): EmbeddedAnswerOfSide => ({
  ...trial,
  answer: trial.answer === null ? null : keeper.own(trial.answer),
})
