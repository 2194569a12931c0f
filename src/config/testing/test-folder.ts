import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { EvalError } from '../../schema/eval-error.ts'

/** A folder with files, removed when the test ends. Returns its real path. */
export function testFolder(files: Record<string, string | Buffer>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'taskbench-test-')))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  return root
}

/** The faults that a call throws, each as `line:column message (hint)` with the file before it where it is not `file`. */
export async function faultsOf(file: string, call: () => unknown): Promise<string[]> {
  try {
    await call()
  } catch (error) {
    if (!EvalError.is(error)) throw error
    if (error.faults.length === 0) return [`${error.message}${error.hint ? ` (${error.hint})` : ''}`]
    return error.message.split('\n').map((line) => line.replace(`${file}:`, ''))
  }
  return []
}
