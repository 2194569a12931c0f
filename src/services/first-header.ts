import type { gitState } from '../records/git-state.ts'
import { PRICE_DATE } from '../pricing/price-call.ts'
import type { RunClaim } from '../records/claim-run.ts'
import type { Estimate } from '../schema/estimate.ts'
import type { RunHeader } from '../schema/run-header.ts'
import type { Resumption } from './resumption.ts'
import type { RunOptions } from './run-options.ts'

interface Beginning {
  git: Awaited<ReturnType<typeof gitState>>
  claim: RunClaim
  resumption: Resumption | null
  estimate: Estimate | null
}

/** The header of a run that begins, or goes on. */
export function firstHeader(
  { config, runId, versions, shard }: Pick<RunOptions, 'config' | 'runId' | 'versions' | 'shard'>,
  { git, claim, resumption, estimate }: Beginning,
): RunHeader {
  const now = new Date().toISOString()
  return {
    schema: 'taskbench/run@1',
    runId,
    startedAt: claim.former?.startedAt ?? now,
    finishedAt: null,
    status: 'running',
    stopReason: null,
    ...git,
    seed: config.seed,
    configHash: config.configHash,
    versions,
    shard,
    generalModel: config.generalModel,
    priceDate: PRICE_DATE,
    models: config.models,
    estimatedNanoUsd: estimate && estimate.nanoUsd,
    ...(config.gates.length > 0 ? { gates: config.gates } : {}),
    ...(resumption ? { resumedAt: now, earlier: resumption.earlier } : {}),
  }
}
