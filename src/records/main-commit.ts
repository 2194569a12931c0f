import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const BRANCHES = ['main', 'origin/main', 'master', 'origin/master']

/** The commit of the main branch; `null` where the folder is in no repository, or it has none of that name. */
export async function mainCommit(folder: string): Promise<string | null> {
  for (const branch of BRANCHES) {
    const found = await promisify(execFile)('git', ['rev-parse', '--verify', '--quiet', `${branch}^{commit}`], {
      cwd: folder,
      timeout: 5_000,
      windowsHide: true,
    }).catch(() => null)
    const commit = found?.stdout.trim()
    if (commit) return commit
  }
  return null
}
