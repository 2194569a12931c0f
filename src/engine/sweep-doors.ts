import { lstat, readdir, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Folders of doors: the process that made them is in their name. */
const DOOR = /^tb-(\d+)-[A-Za-z0-9]{6}$/
/** How long a folder without a socket may belong to a process that is just starting, in another container. */
const STARTING_MS = 3_600_000

/**
 * Removes what killed processes of this user left in the temporary folder: folders whose process is gone and whose socket nobody answers. What
 * cannot be looked at is left alone. Never rejects.
 */
export async function sweepDoors(folder = tmpdir()): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  await Promise.all(names.map((name) => sweep(folder, name).catch(() => undefined)))
}

async function sweep(folder: string, name: string): Promise<void> {
  const pid = Number(DOOR.exec(name)?.[1] ?? Number.NaN)
  if (!Number.isInteger(pid) || isRunning(pid)) return
  const path = join(folder, name)
  const found = await lstat(path)
  if (!found.isDirectory() || found.uid !== process.getuid?.()) return
  const answer = await knock(join(path, 's'))
  if (answer === 'refused' || (answer === 'absent' && Date.now() - found.mtimeMs > STARTING_MS))
    await rm(path, { recursive: true, force: true })
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

/** Processes of other containers have ids that mean nothing here, but their sockets answer. */
function knock(path: string): Promise<'open' | 'refused' | 'absent' | 'unknown'> {
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.unref()
    socket.on('connect', () => {
      socket.destroy()
      resolve('open')
    })
    socket.on('error', ({ code }: NodeJS.ErrnoException) =>
      resolve(code === 'ECONNREFUSED' ? 'refused' : code === 'ENOENT' ? 'absent' : 'unknown'),
    )
  })
}
