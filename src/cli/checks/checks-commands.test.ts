import { spawn, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../../config/load-config.ts'
import { testFolder } from '../../config/testing/test-folder.ts'
import { RUN_ID } from '../../records/testing/generated-records.ts'
import { writtenRun } from '../../report/testing/written-run.ts'
import { loadTask } from '../../tasks/load-task.ts'
import { writtenFor } from '../../tasks/written-for.ts'

const MAIN = resolve(import.meta.dirname, '../main.ts')

const TASK = `name: birds
description: Name the bird.
prompt: Name the bird in {{text}}.
cases:
  - { id: a, text: a red breast, gold: robin }
  - { id: b, text: black all over, gold: raven }
checks:
  - { name: one word, kind: regex, pattern: '^\\w+$' }
`

function taskbench(cwd: string, args: readonly string[], input = ''): Promise<{ code: number | null; output: string; errors: string }> {
  return new Promise((end) => {
    const child = spawn(process.execPath, [MAIN, ...args], { cwd, env: { ...process.env, NO_COLOR: '1' } })
    let [output, errors] = ['', '']
    child.stdout.on('data', (data: Buffer) => void (output += data.toString()))
    child.stderr.on('data', (data: Buffer) => void (errors += data.toString()))
    child.on('close', (code) => end({ code, output, errors }))
    child.stdin.end(input)
  })
}

async function project(task = TASK): Promise<string> {
  const root = testFolder({ 'birds.task.yaml': task })
  const { cases } = loadTask(join(root, 'birds.task.yaml'), await loadConfig({ root, env: {} }))
  const trials = [
    { text: 'robin', model: 'sim:careful', right: true },
    { text: 'a \u001b[31mrobin', model: 'sim:hasty', right: false },
  ].map((trial) => ({ ...trial, task: 'birds', case: 'a', over: { caseHash: cases[0]?.caseHash ?? '' } }))
  await (await writtenRun(join(root, 'results'), { trials })).close()
  return root
}

test('try counts what checks did on gold, mutants and stored answers', async () => {
  const root = await project()
  const { code, output } = await taskbench(root, ['checks', 'try', 'birds'])
  expect(code).toBe(0)
  expect(output).toContain('birds: 1 check, 1 run\n')
  expect(output).toMatch(/tried on 2 gold answers, \d+ mutants and 2 stored answers \(labelled: 0 good, 0 bad\)/)
  expect(output).toMatch(/one word +critical +1 +1 +0 +\d/)
  expect(output).toMatch(/prose +format +2 +2 +2 +100%/)
  expect(output).toMatch(/other-case +content +2 +2 +0 +0%/)
})

test('the kill matrix is printed when asked for, and the figures as JSON', async () => {
  const root = await project()
  const matrix = (await taskbench(root, ['checks', 'try', 'birds', '--matrix'])).output
  expect(matrix).toMatch(/killed, in % +prose +empty +truncate +invent +other-case\n(one word +100 +100 +0 +0 +0)\n/)
  const { output } = await taskbench(root, ['checks', 'try', 'birds', '--json', '--mutants', '2', '--seed', '3'])
  expect(JSON.parse(output)).toMatchObject({
    task: 'birds',
    runs: [RUN_ID],
    gold: 2,
    stored: 2,
    checks: [{ name: 'one word', passed: 1, failed: 1, useless: null, kills: { prose: 1, 'other-case': 0 } }],
    together: { ffr: 0 },
  })
})

test('without gold, checks are tried on stored answers though nobody labelled them, and are unproven', async () => {
  const root = await project(TASK.replaceAll(/, gold: \w+/g, ''))
  const { code, output } = await taskbench(root, ['checks', 'write', 'birds', '--model', 'sim:careful'])
  expect(code).toBe(0)
  expect(output).toContain('tried on 0 gold answers, 0 mutants and 2 stored answers (none of them labelled)\n')
  expect(output).toContain('there is no gold: nothing says that the checks pass right answers, or catch wrong ones')
  expect(readFileSync(join(root, 'birds.checks.yaml'), 'utf8')).toContain('unproven: true')
})

test('of a check that asks a judge nothing is said, for none is asked', async () => {
  const root = await project()
  writeFileSync(join(root, 'taskbench.config.yaml'), 'models: [sim:careful]\n')
  writeFileSync(join(root, 'birds.task.yaml'), `${TASK}  - { name: kind, kind: judge, question: Is it kind? }\n`)
  const { output } = await taskbench(root, ['checks', 'try', 'birds', '--matrix'])
  expect(output).toMatch(/\nkind +critical +0 +0 +2 +– +– +– +– +its judge is not asked here\n/)
  expect(output).toMatch(/\nkind +– +– +– +– +–\n/)
})

test('labels are asked for, kept beside the task, and count from then on', async () => {
  const root = await project()
  const first = await taskbench(root, ['checks', 'label', 'birds.task.yaml', '--run', 'latest'], 'x\ng\nright\nb\n\n')
  expect(first).toMatchObject({ code: 0, errors: '' })
  expect(first.output).toContain('found x, expected g, b, s or q')
  expect(first.output).toContain('a ␛[31mrobin')
  const labels = readFileSync(join(root, 'birds.labels.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object)
  expect(labels).toMatchObject([
    { run: RUN_ID, case: 'a', model: 'sim:careful', label: 'good', reason: 'right' },
    { run: RUN_ID, case: 'a', model: 'sim:hasty', label: 'bad' },
  ])
  const tried = await taskbench(root, ['checks', 'try', 'birds'])
  expect(tried.output).toContain('(labelled: 1 good, 1 bad)')
  expect((await taskbench(root, ['checks', 'label', 'birds'])).output).toContain('birds: 0 answers without a label, 2 with one')
})

test('labels of answers that are gone are listed and skipped', async () => {
  const root = await project()
  const label = { answerHash: '0'.repeat(32), run: 'gone', case: 'a', model: 'sim:old', label: 'bad', reason: 'too \u001b[2Jlong' }
  writeFileSync(join(root, 'birds.labels.jsonl'), `${JSON.stringify(label)}\n`)
  const tried = await taskbench(root, ['checks', 'try', 'birds'])
  expect(tried.output).toContain(
    '1 label in birds.labels.jsonl skipped, for the answers are not stored any more:\n  a · sim:old · bad · too ␛[2Jlong · gone',
  )
  const labelling = await taskbench(root, ['checks', 'label', 'birds'], 'q\n')
  expect(labelling.output).toContain('skipped: the answer to a of sim:old in gone is not stored any more (bad)')
})

test('without stored answers there is nothing to label, and it is said what to do', async () => {
  const root = testFolder({ 'birds.task.yaml': TASK })
  const { code, output } = await taskbench(root, ['checks', 'label', 'birds'])
  expect(code).toBe(0)
  expect(output).toBe('birds: there are no stored answers to label; run the task first\n')
})

test('a reader that has seen enough ends the printing without a word', async () => {
  const root = await project()
  const command = `"${process.execPath}" "${MAIN}" checks try birds --matrix --json | head -c 1; exit \${PIPESTATUS[0]}`
  const { status, stdout, stderr } = spawnSync('bash', ['-c', command], { cwd: root, encoding: 'utf8' })
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '{', stderr: '' })
})

test('show lists checks with where they come from, and says when they are stale', async () => {
  const root = await project()
  expect((await taskbench(root, ['checks', 'show', 'birds'])).output).toContain('birds.checks.yaml: there is no file of checks')
  const hash = writtenFor(loadTask(join(root, 'birds.task.yaml'), await loadConfig({ root, env: {} })))
  const file = `task: birds
writtenFor: ${hash}
writtenBy: { model: sim:writer, date: 2026-11-21, promptVersion: '1' }
outOfFold: { coverage: { value: 0.5, low: 0.25, high: 0.75, n: 8 }, ffr: null }
checks:
  - { name: short, kind: length, max: 9, unit: characters, source: Name the bird, category: style, killRate: 0.5, kills: { prose: 1, drop: 0 }, ffr: 0, unproven: true }
  - { name: any, kind: regex, pattern: ., killRate: 0.25, kills: { empty: 0.25 } }
dropped: [{ name: long, reason: never-fails }]
`
  writeFileSync(join(root, 'birds.checks.yaml'), file)
  const { output } = await taskbench(root, ['checks', 'show', 'birds'])
  expect(output).toContain('birds.checks.yaml: written by sim:writer on 2026-11-21 (prompt 1)')
  expect(output).toMatch(/short +length +critical +style +50.0% +– +0% +unproven +“Name the bird”/)
  expect(output).toMatch(/killed, in % +prose +drop +empty\nshort +100 +0 +–\nany +– +– +25\n/)
  expect(output).toContain('on answers that the choice did not see: coverage 50.0% (25.0%–75.0%, n = 8), FFR not known')
  expect(output).toMatch(/long +it fails no answer/)
  expect(output).toContain('unproven: fewer than 30 good answers')
  expect(output).not.toContain('stale')
  writeFileSync(join(root, 'birds.task.yaml'), TASK.replace('Name the bird.', 'Say which bird.'))
  expect((await taskbench(root, ['checks', 'show', 'birds'])).output).toContain('stale: the task was changed')
})

test.each([
  [['checks', 'try', 'bird'], /there is no task bird under .*\nexpected a file, or one of: birds/],
  [['checks', 'try', 'birds', '--run', 'nope'], /Found no run "nope"/],
  [['checks', 'try', 'birds', '--mutants', 'many'], /--mutants: found "many", expected a whole number from 0 to 1000/],
  [['checks', 'label', 'broken'], /broken\.labels\.jsonl:2:9 the line is not JSON/],
  [['checks', 'label', 'wrong'], /wrong\.labels\.jsonl:1:1 label: found "fine", expected "good" or "bad"/],
  [['checks', 'show', 'wrong'], /wrong\.checks\.yaml:1:11 expected a check/],
])('%j is refused with what to do', async (args, message) => {
  const root = await project()
  for (const name of ['broken', 'wrong']) writeFileSync(join(root, `${name}.task.yaml`), TASK.replace('birds', name))
  const label = { answerHash: '0'.repeat(32), run: 'r', case: 'a', model: 'm', label: 'good' }
  writeFileSync(join(root, 'broken.labels.jsonl'), `${JSON.stringify(label)}\n{"label"\n`)
  writeFileSync(join(root, 'wrong.labels.jsonl'), `${JSON.stringify({ ...label, label: 'fine' })}\n`)
  if (args[1] === 'show') writeFileSync(join(root, 'wrong.checks.yaml'), 'checks: [ json ]')
  const { code, errors } = await taskbench(root, args)
  expect(code).toBe(2)
  expect(errors).toMatch(message)
})

test('two tasks of one name have to be told apart by their files', async () => {
  const root = await project()
  writeFileSync(join(root, 'other.task.yaml'), TASK)
  expect((await taskbench(root, ['checks', 'show', 'birds'])).errors).toMatch(
    /found two tasks named birds: .*birds\.task\.yaml and .*other\.task\.yaml\nname the file/,
  )
})
