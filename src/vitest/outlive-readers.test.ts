import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { outliveReaders } from './outlive-readers.ts'

const failing = (output: EventEmitter, code: string) => () => output.emit('error', Object.assign(new Error(`write ${code}`), { code }))

test('readers that leave end nothing; errors of the disk are thrown', () => {
  const [file, terminal] = [new EventEmitter(), Object.assign(new EventEmitter(), { isTTY: true })]
  outliveReaders([file, terminal])
  outliveReaders([file, terminal])
  expect(file.listenerCount('error')).toBe(1)
  for (const output of [file, terminal]) {
    expect(failing(output, 'EPIPE')).not.toThrow()
    expect(failing(output, 'ENOSPC')).toThrow('write ENOSPC')
  }
  expect(failing(terminal, 'EIO')).not.toThrow()
  expect(failing(file, 'EIO')).toThrow('write EIO')
})
