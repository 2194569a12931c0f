import { relative } from 'node:path'
import { createInterface } from 'node:readline'
import { appendLabel, labelsFileOf, lostLabels, readLabels } from '../../check-writing/labels-file.ts'
import type { StoredAnswer } from '../../check-writing/stored-answers.ts'
import { loadConfig } from '../../config/load-config.ts'
import { answersOfRuns, runsOf } from '../../services/answers-of-runs.ts'
import { findTaskFile } from '../../services/find-task-file.ts'
import { loadTask } from '../../tasks/load-task.ts'
import { shorten } from '../../text/shorten.ts'
import { stripControl } from '../../text/strip-control.ts'

const LONGEST_INPUT = 1_500
const LONGEST_ANSWER = 6_000
const LONGEST_REASON = 2_000

/** `taskbench checks label`: walks through the stored answers that have no label yet, and keeps what a person says of them beside the task. */
export async function checksLabel(name: string, { run, results }: { run?: string; results?: string }): Promise<void> {
  const root = process.cwd()
  const config = await loadConfig({ root, env: process.env })
  const file = findTaskFile(name, root)
  const task = loadTask(file, config)
  const resultsFolder = results ?? config.resultsFolder
  const runs = await runsOf(resultsFolder, task.useCase, run)
  const labels = readLabels(labelsFileOf(file))
  const say = (text: string): void => void process.stdout.write(`${stripControl(text)}\n`)
  const found = new Set<string>()
  const waiting = new Map<string, StoredAnswer>()
  for await (const answer of answersOfRuns(task, resultsFolder, runs)) {
    found.add(answer.hash)
    if (!labels.has(answer.hash)) waiting.set(answer.hash, answer)
  }
  const lost = lostLabels(labels, found, run === undefined ? null : (runs[0] ?? null))
  for (const label of lost)
    say(`skipped: the answer to ${label.case} of ${label.model} in ${label.run} is not stored any more (${label.label})`)
  if (found.size === 0) return say(`${task.name}: there are no stored answers to label; run the task first`)
  say(`${task.name}: ${waiting.size} answers without a label, ${found.size - waiting.size} with one`)
  const input = createInterface({ input: process.stdin })
  const lines = input[Symbol.asyncIterator]()
  let count = 0
  for (const answer of waiting.values()) {
    say(shown(answer, ++count, waiting.size))
    const label = await ask(lines, say)
    if (label === 'quit') break
    if (label === 'skip') continue
    process.stdout.write('why? (may be left empty) ')
    const reason = (await nextLine(lines))?.slice(0, LONGEST_REASON)
    await appendLabel(labelsFileOf(file), {
      version: 1,
      answerHash: answer.hash,
      run: answer.run,
      case: answer.case.id,
      model: answer.model,
      ...(answer.callId === undefined ? {} : { callId: answer.callId }),
      label,
      ...(reason ? { reason } : {}),
    })
  }
  input.close()
  say(`\nlabels: ${relative(root, labelsFileOf(file))}`)
}

type Lines = AsyncIterator<string>

async function nextLine(lines: Lines): Promise<string | null> {
  const { value, done } = await lines.next()
  return done === true ? null : String(value).trim()
}

const WORDS: Record<string, 'good' | 'bad' | 'skip' | 'quit'> = { g: 'good', b: 'bad', s: 'skip', q: 'quit', '': 'skip' }

async function ask(lines: Lines, say: (text: string) => void): Promise<'good' | 'bad' | 'skip' | 'quit'> {
  for (;;) {
    process.stdout.write('\n[g]ood, [b]ad, [s]kip or [q]uit? ')
    const line = await nextLine(lines)
    if (line === null) return 'quit'
    const word = WORDS[line.charAt(0).toLowerCase()]
    if (word) return word
    say(`found ${shorten(line, 40)}, expected g, b, s or q`)
  }
}

function shown({ case: subject, model, run, answer }: StoredAnswer, count: number, of: number): string {
  const input = shorten(JSON.stringify(subject.input, null, 2), LONGEST_INPUT)
  const gold = subject.gold === undefined ? '' : `\ngold: ${shorten(JSON.stringify(subject.gold), LONGEST_INPUT)}`
  return `\n── ${count} of ${of} · ${subject.id} · ${model} · ${run}\ninput: ${input}${gold}\n\n${shorten(answer.text, LONGEST_ANSWER)}`
}
