import { setImmediate as afterThisTurn } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { loadConfig } from '../config/load-config.ts'
import { testFolder } from '../config/testing/test-folder.ts'
import { request } from '../engine/testing/engine-with.ts'
import { Run } from './open-run.ts'

const AT_ONCE = { id: 'sim:careful', label: 'one', sim: { latency: { kind: 'fixed', ms: 0 }, tokensPerSecond: null } }
const INTERRUPTION = { reason: 'the run was ended by SIGINT', exitCode: 130 }

async function openRun(...models: object[]): Promise<Run> {
  const config = await loadConfig({ root: testFolder({ 'taskbench.config.yaml': JSON.stringify({ models }) }), env: {} })
  const versions = { taskbench: '0.1.0', vitest: '5.1.0', node: process.versions.node }
  const run = new Run({ config, runId: 'r', env: {}, versions, shard: null, maySpend: true, earlier: [], retryErrors: false })
  onTestFinished(() => run.close())
  return run
}

const ask = (run: Run) => run.ask(request('?', { model: 'one' }))

test('a run that is stopped while it begins asks nothing, as one that has begun', async () => {
  const run = await openRun(AT_ONCE)
  const begun = run.begin()
  while (run.header?.status !== 'running') await afterThisTurn()
  await run.stop(INTERRUPTION)
  await begun
  await expect(ask(run)).rejects.toMatchObject({ kind: 'aborted', message: 'interrupted: the run was ended by SIGINT' })
  await run.begin()
  await expect(ask(run)).resolves.toMatchObject({ reused: false })
})

test('stopping a run that cannot begin says nothing of why: whoever began it hears that', async () => {
  const run = await openRun({ id: 'openai:gpt-5', label: 'one' })
  const begun = run.begin()
  await Promise.all([expect(begun).rejects.toMatchObject({ kind: 'auth' }), run.stop(INTERRUPTION)])
})
