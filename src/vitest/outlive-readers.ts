import type { EventEmitter } from 'node:events'

type Output = EventEmitter & { isTTY?: boolean }

const outlived = new WeakSet<Output>()

/**
 * Whoever reads what this process prints ends nothing by leaving, be it `head` that has seen enough or a terminal whose connection dropped:
 * what is done may have been paid for. Any other error of the streams is thrown as ever. A second call does nothing.
 */
export function outliveReaders(outputs: readonly Output[] = [process.stdout, process.stderr]): void {
  for (const output of outputs) {
    if (outlived.has(output)) continue
    outlived.add(output)
    output.on('error', (error: NodeJS.ErrnoException) => {
      if (!hasLeft(error, output)) throw error
    })
  }
}

/** A terminal that is gone reports an error of the device; a file that does so is on a disk that fails. */
function hasLeft({ code }: NodeJS.ErrnoException, { isTTY }: Output): boolean {
  return code === 'EPIPE' || (code === 'EIO' && isTTY === true)
}
