import { hashJson } from '../hash/hash-json.ts'
import type { ModelRequest } from '../schema/model-request.ts'
import type { Model } from '../schema/model.ts'

/** Identity of a question: what is asked, of whom, and for which trial. Equal questions of different cases are told apart by `caseHash`. */
export function requestHash(
  model: Model,
  request: ModelRequest,
  asked: { task: string; caseHash: string; trial: number; nth: number },
): string {
  const { provider, name, baseUrl, sim, answersFile } = model
  return hashJson([
    provider,
    name,
    baseUrl,
    sim,
    answersFile,
    request,
    asked.trial,
    asked.nth,
    model.needsCase ? [asked.task, asked.caseHash] : null,
  ])
}
