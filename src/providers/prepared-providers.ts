import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import type { Provider, ProviderContext } from '../schema/provider.ts'
import { providerDefinition } from './provider-definitions.ts'
import { createTransport } from './transport.ts'

/** Providers of a run: each model's is prepared once, on one transport. */
export function preparedProviders(context: Omit<ProviderContext, 'fetch'>) {
  const transport = createTransport(context)
  const ready = new Map<string, Provider | Promise<Provider>>()
  let networked = false
  const prepare = async (model: Model): Promise<Provider> => {
    const definition = providerDefinition(model.provider)
    if (!definition) throw new EvalError('config', `there is no provider ${model.provider}`)
    networked ||= definition.paid
    return definition.prepare(model, { ...context, fetch: transport.fetch })
  }
  /** One that is ready is no promise: a call need not wait for it. */
  const of = (model: Model): Provider | Promise<Provider> => {
    const { label } = model
    const known = ready.get(label)
    if (known) return known
    const preparing = prepare(model)
    ready.set(label, preparing)
    preparing.then(
      (provider) => ready.set(label, provider),
      () => undefined,
    )
    return preparing
  }
  return {
    of,
    /** Prepares all, and rejects with one error that lists every model that cannot be asked. */
    async prepareAll(models: readonly Model[]): Promise<void> {
      const outcomes = await Promise.allSettled(models.map(of))
      const problems = outcomes.flatMap((outcome, index) =>
        outcome.status === 'rejected' ? [{ model: models[index]?.label, error: outcome.reason as Error }] : [],
      )
      const [first] = problems
      if (!first) return
      const message = problems.map(({ model, error }) => `${model}: ${error.message}`).join('\n')
      const hint = problems.map(({ error }) => (EvalError.is(error) ? error.hint : undefined)).find((text) => text !== undefined)
      throw new EvalError(EvalError.is(first.error) ? first.error.kind : 'bug', message, { hint, cause: first.error })
    },
    /** Loads what the first calls of those that were prepared would wait for. */
    async warmUp(): Promise<void> {
      if (networked) await transport.load()
    },
    async close(): Promise<void> {
      for (const provider of ready.values()) {
        const opened = await Promise.resolve(provider).catch(() => null)
        await opened?.close?.()
      }
      await transport.close()
    },
  }
}
