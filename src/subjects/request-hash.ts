import { canonicalJson } from '../hash/canonical-json.ts'
import { hashText } from '../hash/hash-text.ts'
import type { ModelRequest } from '../schema/model-request.ts'
import type { Model } from '../schema/model.ts'

/** Identity of a question: what is asked, of whom, and for which trial. Equal questions of different cases are told apart by `caseHash`. */
export function requestHash(
  model: Model,
  request: ModelRequest,
  asked: { task: string; caseHash: string; trial: number; nth: number },
): string {
  const question = canonicalJson([request, asked.trial, asked.nth, model.needsCase ? [asked.task, asked.caseHash] : null])
  return hashText(identityOf(model) + question)
}

const identities = new WeakMap<Model, string>()

/** What of a model's settings changes its answers, as text. */
function identityOf(model: Model): string {
  const known = identities.get(model)
  if (known !== undefined) return known
  const { provider, name, baseUrl, sim, answersFile } = model
  const identity = canonicalJson([provider, name, baseUrl, sim, answersFile])
  identities.set(model, identity)
  return identity
}
