import type { ConfigInput } from '../schema/config.ts'

/** Options of the plugin: settings of the config file, which they override, and what only code may say. */
export interface TaskbenchOptions extends Partial<ConfigInput> {
  /** The config file, relative to the project's root. Default: `taskbench.config.{yaml,yml,ts,…}` in the root. */
  config?: string
  /** Files that are evaluated. */
  include?: string[]
  exclude?: string[]
  /** Hosts that may receive a key although they are not the vendor's: `{ 'llm.example.com': ['MY_KEY'] }`. */
  allowKeys?: Record<string, string[]>
  /** Folders outside the config's folder that paths may lead to. */
  allowFolders?: string[]
  /** Most worker processes for evaluations. Default: Vitest's own; models are asked ahead, so that two keep the wire busy. */
  maxWorkers?: number
}

/** Files that are evaluated unless the options say otherwise. */
export const DEFAULT_INCLUDE = ['**/*.task.{yaml,yml}', '**/*.eval.{ts,mts,js,mjs}']
/** Folders that are never looked into. */
export const DEFAULT_EXCLUDE = ['**/node_modules/**', '**/.git/**', '**/dist/**']
/** Name of the project that the plugin adds. */
export const EVALS = 'evals'
