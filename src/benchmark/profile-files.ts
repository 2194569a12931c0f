import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { AppendFile } from '../records/append-file.ts'
import { readJsonLines } from '../records/json-lines.ts'
import { EvalError } from '../schema/eval-error.ts'
import { profileSchema } from '../schema/profile.ts'
import type { BenchmarkProfile } from '../schema/profile.ts'

/** Folder of profiles beside the config. */
export const PROFILES_FOLDER = 'profiles'

/** Adds lines to `FOLDER/SCENARIO.jsonl`. Rejects with EvalError config where that cannot be written. */
export async function appendProfiles(folder: string, profiles: readonly BenchmarkProfile[]): Promise<void> {
  for (const [scenario, lines] of Map.groupBy(profiles, (profile) => profile.scenario)) {
    const file = new AppendFile(path.join(folder, `${path.basename(scenario)}.jsonl`))
    try {
      await Promise.all(lines.map((line) => file.append(JSON.stringify(line))))
    } finally {
      await file.close()
    }
  }
}

/**
 * The profiles of all `.jsonl` files in a folder, or of one file, by time, model, step and block; of lines for the same block the last one holds. Torn lines
 * are left out; nothing where the folder is not there. `keep` says what is held of each: folders grow over years. Rejects with EvalError config for lines that
 * are no profiles.
 */
export async function readProfiles(
  folderOrFile: string,
  keep: (profile: BenchmarkProfile) => BenchmarkProfile | null = (profile) => profile,
): Promise<BenchmarkProfile[]> {
  const found = new Map<string, BenchmarkProfile>()
  for (const file of await filesOf(folderOrFile)) {
    for await (const { record } of readJsonLines<BenchmarkProfile>(file, 'taskbench/profile@1')) {
      const profile = keep(checked(record, file))
      if (profile === null) continue
      const { runId, scenario, scenarioHash, model, step, block } = profile
      found.set(JSON.stringify([runId, scenario, scenarioHash, model, step.index, block]), profile)
    }
  }
  return [...found.values()].sort(
    (a, b) =>
      order(a.at, b.at) ||
      order(a.runId, b.runId) ||
      order(a.scenario, b.scenario) ||
      order(a.model, b.model) ||
      a.step.index - b.step.index ||
      a.block - b.block,
  )
}

/** A profile without its inputs, which only pairing needs: a hundredth of its size. */
export function withoutInputs(profile: BenchmarkProfile): BenchmarkProfile {
  const figures = Object.entries(profile.figures).map(([name, figure]) => [name, { ...figure, inputs: [] }])
  return { ...profile, figures: Object.fromEntries(figures) as BenchmarkProfile['figures'] }
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

async function filesOf(folderOrFile: string): Promise<string[]> {
  if (folderOrFile.endsWith('.jsonl')) return [folderOrFile]
  const names = await readdir(folderOrFile).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw new EvalError('config', `Could not read ${folderOrFile}: ${error.message}`, {
      hint: 'Expected a folder with profiles.',
      cause: error,
    })
  })
  return names
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name) => path.join(folderOrFile, name))
}

function checked(record: BenchmarkProfile, file: string): BenchmarkProfile {
  const parsed = profileSchema.safeParse(record)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new EvalError(
    'config',
    `A profile in ${path.basename(file)} has a wrong ${issue?.path.join('.') ?? 'form'}: ${issue?.message ?? ''}`,
    {
      at: file,
      hint: 'Profiles are written by taskbench bench; remove the line, or store the run again with taskbench bench profile RUN.',
    },
  )
}
