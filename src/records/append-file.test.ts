import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { AppendFile } from './append-file.ts'

test.runIf(process.platform === 'linux')('a full disk is written again as long as room is made, and then is an error', async () => {
  let rooms = 2
  const file = new AppendFile('/dev/full', () => rooms-- > 0)
  await expect(file.append('a line')).rejects.toMatchObject({ kind: 'config', message: expect.stringContaining('the disk is full') })
  expect(rooms).toBe(-1)
  rooms = 2
  const line = file.append('a line').catch((error: Error) => error.message)
  expect(() => file.flushSync()).toThrow('the disk is full')
  expect(await line).toContain('the disk is full')
  expect(rooms).toBe(-1)
  await file.close()
})

test('a file that is removed while it is written is an error, not a silent loss', async () => {
  const made = mkdtempSync(path.join(tmpdir(), 'taskbench-append-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  const file = new AppendFile(path.join(made, 'calls.jsonl'))
  await file.append('a line')
  rmSync(made, { recursive: true })
  await expect
    .poll(() =>
      file.append('another line').then(
        () => 'written',
        (error: Error) => error.message,
      ),
    )
    .toMatch(/its folder is gone \(ENOENT\)$/)
  await file.close()
})
