import { relative } from 'node:path'
import type { SerializedError, TestModule, TestSpecification } from 'vitest/node'

/** So many files are named. */
const MOST_NAMES = 5
const ENDED = /^Worker exited unexpectedly (with .*?)?\s*during /

export interface NotRunOptions {
  /** All test files of the run. */
  planned: readonly TestSpecification[]
  /** Those that Vitest knows. */
  modules: readonly TestModule[]
  /** Outside of tests. */
  errors: readonly SerializedError[]
  /** Vitest plans all files in each shard and runs some. */
  isShard: boolean
  root: string
}

/** Why not all of a run's files ran to their end, each reason in words; none where they did, whatever became of their tests. */
export function notRun({ planned, modules, errors, isShard, root }: NotRunOptions): string[] {
  const broken = modules.filter((module) => module.errors().length > 0).length
  const unended = planned.filter(({ testModule }) => (testModule ? !hasEnded(testModule) : !isShard))
  const names = [...new Set(unended.map(({ moduleId }) => relative(root, moduleId)))].sort()
  const deaths = errors.flatMap((error) => deathOf(error) ?? [])
  const others = errors.length - deaths.length
  return [
    ...(broken > 0 ? [`${broken} ${broken === 1 ? 'file' : 'files'} could not be loaded`] : []),
    ...[...new Set(deaths)].map((how) => `a worker ended ${how}`),
    ...(others > 0 ? [`${others} ${others === 1 ? 'error' : 'errors'} outside of tests`] : []),
    ...(names.length > 0 ? [unendedReason(names)] : []),
  ]
}

function hasEnded(module: TestModule): boolean {
  const state = module.state()
  return state !== 'pending' && state !== 'queued'
}

/** How the worker ended that an error tells of. */
function deathOf(error: SerializedError): string | null {
  const found = ENDED.exec(error.message)
  if (found) return found[1] ?? 'unexpectedly'
  const { cause } = error
  return typeof cause === 'object' && cause !== null && 'message' in cause ? deathOf(cause as SerializedError) : null
}

function unendedReason(names: readonly string[]): string {
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : ''
  const whose = names.length === 1 ? 'file did not run to its' : 'files did not run to their'
  return `${names.length} ${whose} end: ${names.slice(0, MOST_NAMES).join(', ')}${more}`
}
