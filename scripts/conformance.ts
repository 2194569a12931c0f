import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Report } from '../src/schema/report.ts'

/** Problems that each recorded system solved, as published with the data (openai/grade-school-math, 1,319 problems). */
const PUBLISHED: Record<string, number> = { '6b_finetuning': 286, '6b_verification': 515, '175b_finetuning': 458, '175b_verification': 742 }
const PROBLEMS = 1319
const MOST_SECONDS = 30

const repository = resolve(import.meta.dirname, '..')
const data = resolve(repository, '../shared/data/gsm8k')

if (!existsSync(data)) {
  console.log(`conformance: data not found (${data}): nothing was compared`)
  process.exit(0)
}

const folder = await mkdtemp(join(tmpdir(), 'taskbench-conformance-'))
try {
  await writeProject(folder)
  const start = performance.now()
  await evaluate(folder)
  const seconds = (performance.now() - start) / 1_000
  const report = await readReport(folder)
  process.exitCode = printComparison(report, seconds) ? 0 : 1
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function writeProject(root: string): Promise<void> {
  const models = Object.keys(PUBLISHED).map((system) => ({ id: `recorded:${system}`, answers: join(data, 'answers', `${system}.jsonl`) }))
  await writeFile(join(root, 'taskbench.config.yaml'), JSON.stringify({ models }))
  await writeFile(
    join(root, 'gsm8k.task.yaml'),
    [
      'name: gsm8k',
      'prompt: "{{question}}"',
      `cases: ${join(data, 'cases.jsonl')}`,
      'output: { format: number }',
      'failOn: gate',
      'metrics: [accuracy, hallucination]',
    ].join('\n'),
  )
  await writeFile(
    join(root, 'vitest.config.mjs'),
    `import { taskbench } from ${JSON.stringify(join(repository, 'dist/src/vitest/index.js'))}\nexport default { plugins: [taskbench({ allowFolders: [${JSON.stringify(data)}] })] }\n`,
  )
  await mkdir(join(root, 'results'))
}

async function evaluate(root: string): Promise<void> {
  const run = promisify(execFile)(process.execPath, [join(repository, 'dist/src/cli/main.js'), 'run'], { cwd: root, maxBuffer: 2 ** 26 })
  const { stdout } = await run.catch((error: { stdout: string; stderr: string }) => {
    throw new Error(`the run failed\n${error.stdout}\n${error.stderr}`)
  })
  console.log(stdout.slice(stdout.indexOf('Test Files')))
}

async function readReport(root: string): Promise<Report> {
  const [run] = await readdir(join(root, 'results/default'))
  return JSON.parse(await readFile(join(root, 'results/default', String(run), 'report.json'), 'utf8')) as Report
}

function printComparison(report: Report, seconds: number): boolean {
  let exact = true
  for (const [system, published] of Object.entries(PUBLISHED)) {
    const accuracy = report.results.find((result) => result.model === `recorded:${system}`)?.metrics['accuracy']
    const right = Math.round((accuracy?.value ?? 0) * PROBLEMS)
    const same = right === published && accuracy?.n === PROBLEMS && Math.abs((accuracy.value ?? 0) - published / PROBLEMS) < 1e-12
    exact &&= same && accuracy?.low !== null && accuracy?.high !== null
    const interval = `[${accuracy?.low?.toFixed(4)}, ${accuracy?.high?.toFixed(4)}]`
    console.log(
      `${system.padEnd(18)} published ${published}/${PROBLEMS}  found ${right}/${accuracy?.n}  ${interval}  ${same ? 'equal' : 'DIFFERS'}`,
    )
  }
  const tests = report.results.reduce((sum, result) => sum + result.tests.passed + result.tests.failed, 0)
  const inTime = seconds < MOST_SECONDS
  console.log(`${tests} tests in ${seconds.toFixed(1)} s (must be under ${MOST_SECONDS} s): ${inTime ? 'ok' : 'TOO SLOW'}`)
  return exact && inTime && tests === PROBLEMS * Object.keys(PUBLISHED).length
}
