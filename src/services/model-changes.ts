import { hashJson } from '../hash/hash-json.ts'
import type { Model } from '../schema/model.ts'
import { modelIdentity } from '../schema/model-identity.ts'

/** What there is to say of the models of a run that goes on, against those that it was begun with: nothing where they are the same. */
export function modelChanges(before: readonly Model[], now: readonly Model[]): string[] {
  const identityOf = (model: Model) => hashJson(modelIdentity(model))
  const formerLabels = new Map(before.map((model) => [identityOf(model), model.label]))
  const isThere = new Set(before.map(({ label }) => label))
  const added: string[] = []
  const changed: string[] = []
  const same: string[] = []
  const formerOnes = new Set<string>()
  for (const model of now) {
    const former = before.find(({ label }) => label === model.label)
    if (former && identityOf(former) === identityOf(model)) continue
    const formerLabel = formerLabels.get(identityOf(model))
    if (formerLabel !== undefined) {
      same.push(`${model.label} (as ${formerLabel})`)
      formerOnes.add(formerLabel)
    } else (isThere.has(model.label) ? changed : added).push(model.label)
  }
  const gone = [...isThere].filter((label) => !formerOnes.has(label) && !now.some((model) => model.label === label))
  const say = (what: string, labels: readonly string[]) => (labels.length === 0 ? [] : [`${what}: ${labels.join(', ')}`])
  return [
    ...say('models that have changed since then are asked anew', changed),
    ...say('models that are new since then are asked', added),
    ...say('models whose answers are there under another label are not asked anew', same),
    ...say('models that are gone since then are left out', gone),
  ]
}
