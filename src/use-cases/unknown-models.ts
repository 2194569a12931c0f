import type { Config } from '../schema/config.ts'
import { nearest } from '../text/nearest.ts'

/** Of the models that a file names by label or id those that are not configured, each with its index and what is to be said of it. */
export function unknownModels(
  names: readonly string[],
  { models }: Pick<Config, 'models'>,
): { index: number; message: string; hint: string }[] {
  const known = models.flatMap(({ id, label }) => [id, label])
  return [...names.entries()]
    .filter(([, name]) => !known.includes(name))
    .map(([index, name]) => {
      const meant = nearest(name, known)
      const hint = `${meant ? `did you mean ${meant}? ` : ''}configured: ${models.map(({ label }) => label).join(', ')}`
      return { index, message: `the model ${name} is not configured`, hint }
    })
}
