import { existsSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { configSchema } from '../schema/config.ts'
import type { Config, ConfigInput } from '../schema/config.ts'
import { EvalError } from '../schema/eval-error.ts'
import { faultsError } from './faults-error.ts'
import { parseYaml, readYaml } from './read-yaml.ts'
import type { YamlFile } from './read-yaml.ts'
import { resolveConfig, unknownProvider } from './resolve-config.ts'
import { providerDefinition } from '../providers/provider-definitions.ts'
import { placeProblems, problemsOf, sayLegalKeys } from './zod-faults.ts'
import type { Problem } from './zod-faults.ts'

export interface LoadConfigOptions {
  /** Absolute: the project's root. */
  root: string
  /** The config file, relative to the root; default: the first of CONFIG_FILES that is there. */
  file?: string | undefined
  /** Settings that go over those of the file. */
  overrides?: Partial<ConfigInput> | undefined
  env: Readonly<Record<string, string | undefined>>
  allowKeys?: Record<string, string[]> | undefined
  allowFolders?: string[] | undefined
}

/** Where settings are looked for, in this order. */
export const CONFIG_FILES = ['yaml', 'yml', 'ts', 'mts', 'js', 'mjs', 'json'].map((ending) => `taskbench.config.${ending}`)
/** What runs where there is no config: two simulated models, no key, no network. */
const DEFAULT_CONFIG: ConfigInput = { models: ['sim:careful', 'sim:hasty'] }

/** Reads, validates and resolves the config. Throws EvalError config with every fault of the file. */
export async function loadConfig(options: LoadConfigOptions): Promise<Config> {
  const file = configFile(options)
  const source = file === null ? { value: DEFAULT_CONFIG, yaml: null } : await readConfig(file)
  const overrides = Object.fromEntries(Object.entries(options.overrides ?? {}).filter(([, value]) => value !== undefined))
  const value = isMapping(source.value) ? { ...source.value, ...overrides } : source.value
  const yaml = source.yaml ?? parseYaml('', file ?? join(options.root, CONFIG_FILES[0] as string))
  const parsed = configSchema.safeParse(value, { error: sayLegalKeys })
  if (!parsed.success) throw faultsError(placeProblems([...problemsOf(parsed.error, value), ...unknownProviders(value)], yaml))
  return resolveConfig(parsed.data, {
    root: file === null ? options.root : dirname(file),
    file,
    env: options.env,
    allowKeys: options.allowKeys ?? {},
    allowFolders: (options.allowFolders ?? []).map((folder) => resolve(options.root, folder)),
    placeOf: yaml.placeOf,
  })
}

function configFile({ root, file }: LoadConfigOptions): string | null {
  if (file !== undefined) {
    const chosen = resolve(root, file)
    if (!existsSync(chosen)) throw new EvalError('config', `there is no config file ${chosen}`, { hint: 'run npx taskbench init' })
    return chosen
  }
  return CONFIG_FILES.map((name) => join(root, name)).find(existsSync) ?? null
}

async function readConfig(file: string): Promise<{ value: unknown; yaml: YamlFile | null }> {
  if (/\.(ya?ml|json)$/.test(file)) {
    const yaml = readYaml(file)
    return { value: yaml.value, yaml }
  }
  // Node keeps a module by its address: a file that was changed while Vitest watches has a new one.
  const module = (await import(`${pathToFileURL(file).href}?${statSync(file).mtimeMs}`)) as { default?: unknown }
  if (module.default === undefined)
    throw new EvalError('config', `${file} has no default export`, { hint: 'export default defineConfig({ … })' })
  return { value: module.default, yaml: null }
}

/** Providers that there are not, of entries that are otherwise legal or not: all faults are said at once. */
function unknownProviders(value: unknown): Problem[] {
  const models = isMapping(value) && Array.isArray(value['models']) ? (value['models'] as unknown[]) : []
  return models.flatMap((entry, index) => {
    const id = isMapping(entry) ? entry['id'] : entry
    const provider = typeof id === 'string' && id.includes(':') ? (id.split(':')[0] as string) : null
    return provider === null || providerDefinition(provider) ? [] : [{ path: ['models', index], ...unknownProvider(provider) }]
  })
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
