import type { JudgeBrief } from '../schema/judge.ts'
import type { UseCase } from '../schema/use-case.ts'

/** What models are told of a use case. */
export function briefOf(useCase: UseCase | null | undefined): JudgeBrief {
  const { goal, audience, notes, outputHints, constraints } = useCase ?? {}
  return { goal, audience, notes, outputHints, constraints }
}
