import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** One question to git, because to start a process takes this one longer than the answer: the commit, then what has changed. */
const STATUS = ['status', '--porcelain=v2', '--branch', '--no-ahead-behind', '--untracked-files=no']
const COMMIT = /^# branch\.oid ([0-9a-f]+)$/m

/** The commit that a run was made at; `null`s where the folder is in no repository, there is no commit, or git is absent. */
export async function gitState(folder: string): Promise<{ commit: string | null; dirty: boolean | null }> {
  try {
    const { stdout } = await promisify(execFile)('git', STATUS, { cwd: folder, timeout: 5_000, windowsHide: true })
    const commit = COMMIT.exec(stdout)?.[1] ?? null
    return { commit, dirty: commit === null ? null : /^[^#\n]/m.test(stdout) }
  } catch {
    return { commit: null, dirty: null }
  }
}
