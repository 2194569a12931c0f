import path from 'node:path'
import type { ProfileSide } from '../benchmark/compare-profiles.ts'
import { PROFILES_FOLDER, readProfiles, withoutInputs } from '../benchmark/profile-files.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { BenchmarkProfile } from '../schema/profile.ts'
import { listBenchmarks, profilesOfBenchmark } from './stored-benchmarks.ts'

export interface ProfilesAt {
  root: string
  resultsFolder: string
}

/**
 * The profiles of one run as a text names it: an id or the unique beginning of one, `latest`, or a `.jsonl` file of profiles (its newest run), each with `@MODEL` for one
 * model alone. Stored profiles are read first, then the samples of runs among the results. Rejects with EvalError config where there is no such run or model.
 */
export async function profileSide(text: string, { root, resultsFolder }: ProfilesAt): Promise<ProfileSide> {
  const at = text.indexOf('@')
  const [name, model] = at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)]
  const profiles = name.endsWith('.jsonl') ? await newestRun(path.resolve(root, name)) : await namedRun(name, root, resultsFolder)
  if (profiles.length === 0)
    throw new EvalError('config', `There are no profiles in ${name}`, { hint: 'taskbench bench run … --profile writes them to profiles/.' })
  const runId = profiles[0]?.runId ?? name
  if (model === null) return { name: runId, profiles }
  const own = profiles.filter((profile) => profile.model === model)
  if (own.length > 0) return { name: runId, profiles: own }
  throw new EvalError('config', `Run ${runId} has no model ${JSON.stringify(model.slice(0, 80))}`, {
    hint: `It has: ${[...new Set(profiles.map((profile) => profile.model))].slice(0, 10).join(', ')}.`,
  })
}

async function namedRun(name: string, root: string, resultsFolder: string): Promise<BenchmarkProfile[]> {
  const folder = path.join(root, PROFILES_FOLDER)
  const stored = new Set((await readProfiles(folder, withoutInputs)).map((profile) => profile.runId))
  const runId = idOf(name, [...stored.union(new Set(await listBenchmarks(resultsFolder)))].sort().reverse())
  return stored.has(runId) ? ofRun(folder, runId) : profilesOfBenchmark(resultsFolder, runId)
}

function idOf(name: string, ids: readonly string[]): string {
  const [newest] = ids
  if (newest === undefined)
    throw new EvalError('config', 'There is no benchmark run, neither in profiles/ nor among the results', {
      hint: 'Start one with taskbench bench run.',
    })
  if (name === 'latest') return newest
  const matches = ids.includes(name) ? [name] : name === '' ? [] : ids.filter((id) => id.startsWith(name))
  const [only] = matches
  if (matches.length === 1 && only !== undefined) return only
  throw new EvalError(
    'config',
    `Found ${matches.length === 0 ? 'no benchmark run' : `${matches.length} benchmark runs that begin with`} ${JSON.stringify(name.slice(0, 120))}, expected one`,
    {
      hint: `The newest: ${(matches.length > 0 ? matches : ids).slice(0, 5).join(', ')}.`,
    },
  )
}

async function newestRun(file: string): Promise<BenchmarkProfile[]> {
  const newest = (await readProfiles(file, withoutInputs)).at(-1)
  return newest === undefined ? [] : ofRun(file, newest.runId)
}

const ofRun = (folderOrFile: string, runId: string): Promise<BenchmarkProfile[]> =>
  readProfiles(folderOrFile, (profile) => (profile.runId === runId ? profile : null))
