import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { BenchmarkReport } from '../src/schema/benchmark-report.ts'
import { printCells } from './print-table.ts'
import { serve } from './served.ts'

/**
 * How long a full comparison takes: `npm run bench:benchmark`. Five simulated providers, each a server in a process of its own, by the six scenarios that run
 * where none is named, through the command as users run it. Ends with 1 over 30 s, or where a request failed.
 */
const MOST_SECONDS = 30
const COMMAND = resolve(import.meta.dirname, '../dist/src/cli/main.js')
/** Median time to the first token in milliseconds, and tokens per second. */
const PROVIDERS = {
  openai: [45, 1_500],
  anthropic: [60, 1_200],
  openrouter: [80, 1_000],
  ollama: [30, 800],
  compatible: [25, 2_000],
} as const

const folder = mkdtempSync(join(tmpdir(), 'bench-benchmark-'))
const servers = await Promise.all(
  Object.entries(PROVIDERS).map(async ([provider, [medianMs, tokensPerSecond]]) => {
    const server = await serve({ latency: { kind: 'lognormal', medianMs, sigma: 0.3 }, tokensPerSecond, seed: medianMs })
    return { provider, server }
  }),
)
try {
  const models = servers.map(({ provider, server }) => ({ id: `${provider}:model`, label: provider, baseUrl: server.baseUrls[provider] }))
  writeFileSync(join(folder, 'taskbench.config.yaml'), JSON.stringify({ models }))
  const start = performance.now()
  const code = await run(['bench', 'run'])
  const seconds = (performance.now() - start) / 1_000
  const report = newestReport()
  printCells([
    ['scenario', 'provider', 'requests', 'failed', 'suspect'],
    ...report.cells.map(({ scenario, model, rates, validity }) => [
      scenario,
      model,
      String(rates.requests),
      String(rates.failed),
      validity.reasons.join('; '),
    ]),
  ])
  const failed = report.cells.reduce((sum, { rates }) => sum + rates.failed, 0)
  const isFast = seconds <= MOST_SECONDS
  console.log(
    `${report.cells.length} cells in ${seconds.toFixed(1)} s (at most ${MOST_SECONDS} s): ${isFast ? 'ok' : 'FALLS SHORT'}; ${failed} failed; exit code ${code}`,
  )
  if (!isFast || code !== 0 || failed > 0 || report.cells.length !== 30) process.exitCode = 1
} finally {
  await Promise.all(servers.map(({ server }) => server.stop()))
  rmSync(folder, { recursive: true, force: true })
}

function run(args: readonly string[]): Promise<number | null> {
  const env = { ...process.env, OPENAI_API_KEY: 'any', ANTHROPIC_API_KEY: 'any', OPENROUTER_API_KEY: 'any' }
  const child = spawn(process.execPath, [COMMAND, ...args], { cwd: folder, env, stdio: ['ignore', 'inherit', 'inherit'] })
  return new Promise((done) => child.once('close', done))
}

function newestReport(): BenchmarkReport {
  const runs = join(folder, 'results/.benchmarks')
  return JSON.parse(readFileSync(join(runs, readdirSync(runs).sort().at(-1) as string, 'report.json'), 'utf8')) as BenchmarkReport
}
