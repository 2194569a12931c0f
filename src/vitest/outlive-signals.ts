import type { EngineLine } from '../engine/engine-line.ts'

const HELD = Symbol.for('taskbench.outliving')

/**
 * Keeps a worker alive when a terminal or a supervisor signals the whole process group: the main process decides how the run ends. SIGTERM is
 * also how Vitest ends a worker, so it is heeded as soon as nothing is asked; and a worker whose main process is gone ends.
 */
export function outliveSignals(line: () => EngineLine | undefined): void {
  const held = globalThis as { [HELD]?: true }
  if (held[HELD] || !process.send) return
  held[HELD] = true
  const ignore = () => undefined
  const end = () => {
    process.off('SIGTERM', onTerm)
    process.kill(process.pid, 'SIGTERM')
  }
  const onTerm = () => {
    if (!line()?.busy) end()
  }
  process.on('SIGINT', ignore)
  process.on('SIGHUP', ignore)
  process.on('SIGTERM', onTerm)
  process.once('disconnect', end)
}
