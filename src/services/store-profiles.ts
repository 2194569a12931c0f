import path from 'node:path'
import { appendProfiles, PROFILES_FOLDER } from '../benchmark/profile-files.ts'
import { profileSide } from './profile-side.ts'
import type { ProfilesAt } from './profile-side.ts'

/** Stores the profiles of a run among the results, as a text names it, in `profiles/`. Resolves with its id and how many lines were written. */
export async function storeProfiles(run: string, at: ProfilesAt): Promise<{ runId: string; lines: number; folder: string }> {
  const { name, profiles } = await profileSide(run, at)
  const folder = path.join(at.root, PROFILES_FOLDER)
  await appendProfiles(folder, profiles)
  return { runId: name, lines: profiles.length, folder }
}
