import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** The commit that a run was made at; `null`s where the folder is in no repository or git is absent. */
export async function gitState(folder: string): Promise<{ commit: string | null; dirty: boolean | null }> {
  const git = async (...args: string[]) =>
    (await promisify(execFile)('git', args, { cwd: folder, timeout: 5_000, windowsHide: true })).stdout.trim()
  try {
    const [commit, changes] = await Promise.all([git('rev-parse', 'HEAD'), git('status', '--porcelain', '--untracked-files=no')])
    return { commit, dirty: changes !== '' }
  } catch {
    return { commit: null, dirty: null }
  }
}
