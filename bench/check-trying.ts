import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { resolveCheck } from '../src/checks/resolve-check.ts'
import { storedAnswers } from '../src/check-writing/stored-answers.ts'
import { suite } from '../src/check-writing/testing/suites.ts'
import { tryChecks } from '../src/check-writing/try-checks.ts'
import { mutantsOf } from '../src/mutators/mutants-of.ts'
import { writtenRun } from '../src/report/testing/written-run.ts'

/** How long trying 20 checks on stored answers takes, reading them included: `node bench/check-trying.ts [answers]`. */
const [count = 10_000] = process.argv.slice(2).map(Number)
const task = await suite('invoice-fields')
const more = [
  { name: 'json', kind: 'json', strict: true },
  { name: 'whole', kind: 'regex', pattern: String.raw`^\s*\{[\s\S]*\}\s*$` },
  { name: 'one to ten lines', kind: 'count', path: '$.line_items', min: 1, max: 10 },
  { name: 'prices', kind: 'range', path: '$.line_items[*].unit_price', min: 0, max: 1_000_000 },
  { name: 'descriptions', kind: 'unique', path: '$.line_items[*].description' },
  { name: 'currencies', kind: 'one-of', path: 'currency', values: ['EUR', 'USD', 'GBP', 'CHF'] },
  { name: 'length', kind: 'length', unit: 'characters', max: 4_000 },
  { name: 'words', kind: 'length', unit: 'words', min: 5 },
  { name: 'no apology', kind: 'contains', none: ['sorry', 'as an AI'], ignoreCase: true },
  { name: 'amounts', kind: 'expression', cel: 'output.line_items.all(line, line.amount >= 0.0)' },
  { name: 'date', kind: 'regex', path: 'date', pattern: '^[0-9]{4}-' },
]
const checks = [...task.checks, ...more.map(checkOf)].slice(0, 20)
const texts = (await mutantsOf(task)).map((mutant) => ({ subject: mutant.case, text: mutant.text }))
const folder = mkdtempSync(join(tmpdir(), 'taskbench-bench-'))
try {
  const trials = Array.from({ length: count }, (_, index) => {
    const { subject, text } = texts[index % texts.length] as (typeof texts)[number]
    return { task: task.name, case: subject.id, trial: index, text, over: { caseHash: subject.caseHash } }
  })
  const store = await writtenRun(folder, { trials })
  const startedAt = performance.now()
  const tried = await tryChecks({ task, checks, answers: storedAnswers(task, store.details()) })
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(2)
  const stored = tried.answers.filter(({ origin }) => origin === 'stored').length
  process.stdout.write(`${JSON.stringify({ checks: checks.length, stored, gold: task.cases.length, seconds })}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function checkOf(raw: unknown) {
  const resolved = resolveCheck(raw)
  if ('check' in resolved) return resolved.check
  throw new Error(resolved.problems.map(({ message }) => message).join('; '))
}
