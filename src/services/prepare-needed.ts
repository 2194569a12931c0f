import type { Model } from '../schema/model.ts'

/**
 * Prepares the models that a run may ask. Rejects where one cannot be asked, as without its key, unless nothing that was chosen asks it: which models
 * are `needed` is looked up only then, by label; `null`, or left out: all are.
 */
export async function prepareNeeded(
  providers: { prepareAll(models: readonly Model[]): Promise<void> },
  models: readonly Model[],
  needed: () => Promise<ReadonlySet<string> | null> = async () => null,
): Promise<void> {
  try {
    await providers.prepareAll(models)
  } catch (error) {
    const labels = await needed()
    if (labels === null) throw error
    await providers.prepareAll(models.filter(({ label }) => labels.has(label)))
  }
}
