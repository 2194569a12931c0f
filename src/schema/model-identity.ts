import type { Model } from './model.ts'

/** What of a model's settings changes its answers; its label does not. */
export const modelIdentity = ({ provider, name, params, baseUrl, sim, answersFile }: Model) => [
  provider,
  name,
  params,
  baseUrl,
  sim,
  answersFile,
]
