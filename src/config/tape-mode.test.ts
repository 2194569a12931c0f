import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from './load-config.ts'
import { testFolder } from './testing/test-folder.ts'

test('the environment goes over the mode of the tape, with a legal word only', async () => {
  const folder = testFolder({ 'taskbench.config.yaml': 'models: [sim:careful]\ntape: { mode: record, folder: recorded }\n' })
  const read = (TASKBENCH_TAPE?: string) => loadConfig({ root: folder, env: { TASKBENCH_TAPE } })
  expect((await read()).tape).toEqual({ mode: 'record', folder: join(folder, 'recorded') })
  expect((await read('replay')).tape.mode).toBe('replay')
  await expect(read('play')).rejects.toMatchObject({
    kind: 'config',
    message: 'TASKBENCH_TAPE (or --tape) is "play", which is no mode of the tape',
    hint: 'legal: off, record, replay, auto',
  })
})
