import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { hashText } from '../hash/hash-text.ts'
import { configSchema } from '../schema/config.ts'
import type { Config, ConfigInput } from '../schema/config.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Fault } from '../schema/fault.ts'
import { faultsError } from './faults-error.ts'
import { faultsFrom } from './faults-from.ts'
import { readText } from './read-text.ts'
import { parseYaml, readYaml } from './read-yaml.ts'
import { modelEntrySchema } from '../schema/model.ts'
import type { YamlFile } from './read-yaml.ts'
import { resolveConfig } from './resolve-config.ts'
import type { ResolveConfigOptions } from './resolve-config.ts'
import { unknownProvider } from './resolve-model.ts'
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
  const locate = (problem: Problem) => placeProblems([ofOptions(problem, overrides)], yaml)[0] as Fault
  const parsed = configSchema.safeParse(value, { error: sayLegalKeys })
  const rules = {
    root: file === null ? options.root : dirname(file),
    file,
    env: options.env,
    allowKeys: options.allowKeys ?? {},
    allowFolders: (options.allowFolders ?? []).map((folder) => resolve(options.root, folder)),
    locate,
    trusted: Object.keys(overrides),
  }
  if (parsed.success) return resolveConfig(parsed.data, rules)
  const faults = [...problemsOf(parsed.error, value), ...unknownProviders(value)].map(locate)
  throw faultsError([...faults, ...faultsOfLegalParts(value, rules)])
}

/** What is wrong with the parts of a config that the schema has nothing against: all faults of a file are said at once. */
function faultsOfLegalParts(value: unknown, rules: ResolveConfigOptions): readonly Fault[] {
  const given = isMapping(value) ? value : {}
  const parts = Object.entries(configSchema.shape).flatMap(([key, schema]) => {
    const parsed = schema.safeParse(given[key])
    return parsed.success ? [[key, parsed.data]] : []
  })
  const entries = Array.isArray(given['models']) ? (given['models'] as unknown[]) : []
  const models = entries.map((entry) => modelEntrySchema.safeParse(entry).data ?? null)
  try {
    resolveConfig({ results: '.', gates: [], tape: { mode: 'off', folder: '.' }, ...Object.fromEntries(parts), models }, rules)
    return []
  } catch (error) {
    return faultsFrom(error, { file: rules.file ?? rules.root, line: 1, column: 1 })
  }
}

/** A problem of the plugin's options is in no line of the file. */
function ofOptions(problem: Problem, overrides: object): Problem {
  if (!Object.hasOwn(overrides, problem.path[0] ?? '')) return problem
  const hint = ['in the options of taskbench() in vitest.config.ts', problem.hint].filter(Boolean).join('; ')
  return { ...problem, path: [], atKey: false, hint }
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
  if (!/\.[cm]?[jt]s$/.test(file))
    throw new EvalError('config', `${file}: a config cannot be read from this kind of file`, {
      hint: 'legal: .yaml, .yml, .json, .ts, .mts, .js, .mjs',
    })
  const module = await importConfig(file)
  if (module.default === undefined)
    throw new EvalError('config', `${file} has no default export`, { hint: 'export default defineConfig({ … })' })
  return { value: module.default, yaml: null }
}

/** Node keeps a module by its address: a file that was changed while Vitest watches has a new one. */
async function importConfig(file: string): Promise<{ default?: unknown }> {
  try {
    return (await import(`${pathToFileURL(file).href}?${hashText(readText(file))}`)) as { default?: unknown }
  } catch (error) {
    if (EvalError.is(error)) throw error
    const message = error instanceof Error ? error.message : String(error)
    throw new EvalError('config', `${file} could not be loaded: ${message}`, { at: file, cause: error })
  }
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
