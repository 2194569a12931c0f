import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Report } from '../src/schema/report.ts'
import type { RunComparison } from '../src/schema/run-comparison.ts'
import type { TrialRecord } from '../src/schema/trial-record.ts'
import { exactMcNemar, holmAdjusted } from './exact-mcnemar.ts'

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
  const { report, right } = await readRun(folder)
  const isExact = [printComparison(report, seconds), printPairs(report, right), await compareRotated(folder, right)]
  process.exitCode = isExact.every(Boolean) ? 0 : 1
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function writeProject(root: string): Promise<void> {
  await writeModels(root, (system) => system)
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

/** Models labelled after the systems; each with the answers of the system that it is given. */
async function writeModels(root: string, answersOf: (system: string) => string): Promise<void> {
  const models = Object.keys(PUBLISHED).map((system) => ({
    id: `recorded:${system}`,
    answers: join(data, 'answers', `${answersOf(system)}.jsonl`),
  }))
  await writeFile(join(root, 'taskbench.config.yaml'), JSON.stringify({ models }))
}

async function evaluate(root: string): Promise<void> {
  const stdout = await taskbench(root, 'run')
  console.log(stdout.slice(stdout.indexOf('Test Files')))
}

async function taskbench(root: string, ...args: string[]): Promise<string> {
  const command = promisify(execFile)(process.execPath, [join(repository, 'dist/src/cli/main.js'), ...args], {
    cwd: root,
    maxBuffer: 2 ** 28,
  })
  const { stdout } = await command.catch((error: { stdout: string; stderr: string }) => {
    throw new Error(`taskbench ${args.join(' ')} failed\n${error.stdout}\n${error.stderr}`)
  })
  return stdout
}

/** The report of the only run, and by system the cases that it got right. */
async function readRun(root: string): Promise<{ report: Report; right: Map<string, Set<string>> }> {
  const [run] = await readdir(join(root, 'results/default'))
  const records = join(root, 'results/default', String(run))
  const right = new Map<string, Set<string>>()
  for (const line of (await readFile(join(records, 'trials.jsonl'), 'utf8')).split('\n').slice(0, -1)) {
    const { model, case: id, ingredients } = JSON.parse(line) as TrialRecord
    const own = right.get(model) ?? new Set<string>()
    right.set(model, own)
    if (ingredients.single?.right) own.add(id)
  }
  return { report: JSON.parse(await readFile(join(records, 'report.json'), 'utf8')) as Report, right }
}

/** Cases that only the first, and only the second got right. */
function discordant(a: ReadonlySet<string>, b: ReadonlySet<string>): [number, number] {
  return [[...a].filter((id) => !b.has(id)).length, [...b].filter((id) => !a.has(id)).length]
}

function isNear(found: number | null | undefined, expected: number): boolean {
  return found != null && Math.abs(found - expected) <= 1e-9 * expected
}

/** All pairs of systems, as the report has them and as the counts say, by exact arithmetic. */
function printPairs({ comparisons }: Report, right: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const counts = comparisons.map(({ a, b }) => discordant(right.get(a) as Set<string>, right.get(b) as Set<string>))
  const expected = counts.map(([b, c]) => exactMcNemar(b, c))
  const adjusted = holmAdjusted(expected)
  console.log('\npair (only the first right, only the second right): difference, p, p adjusted over the pairs')
  const same = comparisons.map((found, index) => {
    const [b, c] = counts[index] as [number, number]
    const agrees =
      isNear(found.pValue, expected[index] as number) &&
      isNear(found.adjustedPValue, adjusted[index] as number) &&
      Math.abs((found.difference ?? 1) - (b - c) / PROBLEMS) < 1e-12 &&
      found.n === PROBLEMS
    const p = (value: number | null): string => (value ?? Number.NaN).toExponential(3)
    console.log(
      `${`${short(found.a)} · ${short(found.b)} (${b}, ${c})`.padEnd(52)} ${((100 * (b - c)) / PROBLEMS).toFixed(2).padStart(6)} points  ${p(found.pValue)}  ${p(found.adjustedPValue)}  ${found.verdict}  ${agrees ? 'equal' : 'DIFFERS'}`,
    )
    return agrees
  })
  return same.length === 6 && same.every(Boolean)
}

function short(label: string): string {
  return label.replace('recorded:', '')
}

/** Each label answers as the next system in a second run: `taskbench compare` must find what the counts say. */
async function compareRotated(root: string, right: ReadonlyMap<string, ReadonlySet<string>>): Promise<boolean> {
  const systems = Object.keys(PUBLISHED)
  const next = (system: string): string => systems[(systems.indexOf(system) + 1) % systems.length] as string
  const [first = ''] = await readdir(join(root, 'results/default'))
  await writeModels(root, next)
  await taskbench(root, 'run')
  const start = performance.now()
  const found = JSON.parse(await taskbench(root, 'compare', first, 'latest', '--format', 'json', '--results', 'results')) as RunComparison
  const seconds = (performance.now() - start) / 1_000
  const models = found.tasks[0]?.models ?? []
  const of = (label: string) => discordant(right.get(label) as Set<string>, right.get(`recorded:${next(short(label))}`) as Set<string>)
  const expected = models.map(({ model }) => exactMcNemar(...of(model)))
  const adjusted = holmAdjusted(expected)
  const same = models.map(({ model, metrics, flips }, index) => {
    const [worse, better] = of(model)
    const primary = metrics.find((metric) => metric.primary)
    const agrees = isNear(primary?.pValue, expected[index] as number) && isNear(primary?.adjustedPValue, adjusted[index] as number)
    return agrees && flips.worse === worse && flips.better === better && primary?.n === PROBLEMS
  })
  const equal = same.length === systems.length && same.every(Boolean)
  console.log(
    `\ntaskbench compare of two runs, each label with the answers of the next system: ${equal ? 'equal' : 'DIFFERS'} (${seconds.toFixed(1)} s)`,
  )
  return equal
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
