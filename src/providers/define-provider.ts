import type { Provider, ProviderDefinition } from '../schema/provider.ts'

/** A provider. One that does not declare `needs: ['case']` never sees the case, whatever it is handed. */
export function defineProvider(definition: ProviderDefinition): ProviderDefinition {
  if (definition.needs?.includes('case') === true) return definition
  return { ...definition, prepare: async (model, context) => withoutCase(await definition.prepare(model, context)) }
}

function withoutCase(provider: Provider): Provider {
  return {
    ...provider,
    complete: (attempting) => provider.complete(attempting.callCase ? { ...attempting, callCase: undefined } : attempting),
    close: async () => provider.close?.(),
  }
}
