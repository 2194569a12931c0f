import module from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Node's own default. */
const folder = () => process.env.NODE_COMPILE_CACHE ?? join(tmpdir(), 'node-compile-cache')

/** What this process imports from here on starts from compiled code after the first run. */
export function useCompileCache(): void {
  module.enableCompileCache(folder())
}

/** The same for processes with this environment; Vitest takes it away where coverage is measured. */
export function compileCacheEnv(): Record<string, string> {
  return process.env.NODE_DISABLE_COMPILE_CACHE === undefined ? { NODE_COMPILE_CACHE: folder() } : {}
}
