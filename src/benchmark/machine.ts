import { arch, cpus, platform, totalmem } from 'node:os'
import { hashJson } from '../hash/hash-json.ts'
import type { BenchmarkReport } from '../schema/benchmark-report.ts'

const GIBIBYTE = 2 ** 30

/** The machine that measures. Its hash is that of what does not change while it is the same one: memory counts in whole gibibytes. */
export function thisMachine(): BenchmarkReport['run']['machine'] {
  const processors = cpus()
  const cpu = processors[0]?.model.trim() ?? 'unknown'
  const machine = { cpu, cores: processors.length, platform: platform(), arch: arch() }
  return { hash: hashJson({ ...machine, memory: Math.round(totalmem() / GIBIBYTE) }), ...machine, memoryBytes: totalmem() }
}
