import { answerFormat } from '../answers/answer-formats.ts'
import { checkKind } from '../checks/check-kinds.ts'
import { runChecks } from '../checks/run-checks.ts'
import { casesWithGold, mutantsOf } from '../mutators/mutants-of.ts'
import type { MutantOptions } from '../mutators/mutants-of.ts'
import type { Answer } from '../schema/answer.ts'
import type { Reading } from '../schema/answer-format.ts'
import type { AnswerLabel } from '../schema/answer-label.ts'
import type { Case } from '../schema/case.ts'
import type { CheckContext } from '../schema/check-kind.ts'
import type { CheckSpec, Verdict } from '../schema/check.ts'
import type { Json } from '../schema/json.ts'
import type { AskJudge } from '../schema/judge.ts'
import type { Task } from '../schema/task.ts'
import { JudgeSample } from './judge-sample.ts'
import type { OpenJudge } from './judge-sample.ts'
import { killRows } from './kill-rows.ts'
import { BAD, FAILED, GOLD, GOOD, PASSED, UNDECIDED, UNLABELLED } from './selection/verdict-matrix.ts'
import type { StoredAnswer } from './stored-answers.ts'
import type { TriedAnswer, TriedChecks } from './tried-checks.ts'

export interface TryChecksInput {
  task: Pick<Task, 'name' | 'cases' | 'output' | 'pairing'>
  checks: readonly CheckSpec[]
  /** Answers of earlier runs. Default: none. */
  answers?: AsyncIterable<StoredAnswer> | Iterable<StoredAnswer>
  /** What people said of stored answers, by their hash. */
  labels?: ReadonlyMap<string, AnswerLabel>
  mutants?: MutantOptions
  openJudge?: OpenJudge | undefined
  signal?: AbortSignal
}

const CODES: Record<Verdict, number> = { passed: PASSED, failed: FAILED, undecided: UNDECIDED }

/**
 * Runs checks on the gold answers of a task, on mutants of them and on stored answers. Gold is good beyond doubt, mutants whose meaning changed are
 * bad, stored answers are what people said of them. A judge is asked about some of the answers where one can be opened; else nothing is asked, and
 * its checks are undecided. Rejects with EvalError `config` for paths that cannot be followed.
 */
export async function tryChecks(input: TryChecksInput): Promise<TriedChecks> {
  const { task, checks, answers = [], labels = NO_LABELS, mutants, signal = NEVER } = input
  const tried: (Tried | Promise<Tried>)[] = []
  const openJudge = checks.some(({ kind }) => checkKind(kind)?.expense === 'judge') ? input.openJudge : undefined
  const sample = new JudgeSample()
  const gold = casesWithGold(task)
  // Then stored answers are all that there is.
  const isBlind = gold.length === 0 && labels.size === 0
  const run = async (answer: TriedAnswer, label: number, subject: Case, given: Given) => {
    signal.throwIfAborted()
    const context = contextOf(task, subject, given, signal)
    const apply = async (judge?: AskJudge): Promise<Tried> => {
      const results = await runChecks(checks, judge ? { ...context, judge } : context)
      return { answer, label, group: groups.get(subject) ?? 0, verdicts: Uint8Array.from(results, ({ verdict }) => CODES[verdict]) }
    }
    // Judges are waited for all together.
    if (openJudge && sample.wants(answer, isBlind || label !== UNLABELLED)) {
      const judged = openJudge(subject, context.answer, context.reading).then(apply)
      judged.catch(() => undefined)
      tried.push(judged)
    } else tried.push(await apply())
  }
  const groups = new Map(task.cases.map((subject, index) => [subject, index]))
  const format = answerFormat(task.output.format)
  for (const subject of gold) await run({ origin: 'gold', case: subject.id }, GOLD, subject, { text: format.write(subject.gold) })
  for (const mutant of await mutantsOf(task, mutants)) {
    const { mutator, class: of, meaningChanging, text } = mutant
    const answer: TriedAnswer = { origin: 'mutant', case: mutant.case.id, mutator, class: of, meaningChanging }
    await run(answer, meaningChanging ? BAD : UNLABELLED, mutant.case, { text })
  }
  for await (const stored of answers) {
    const { run: id, model, trial, hash } = stored
    const answer: TriedAnswer = { origin: 'stored', case: stored.case.id, run: id, model, trial, hash }
    await run(answer, LABELS[labels.get(hash)?.label ?? 'none'], stored.case, stored)
  }
  return matrixOf(checks, await Promise.all(tried))
}

const LABELS = { good: GOOD, bad: BAD, none: UNLABELLED }
const NO_LABELS: ReadonlyMap<string, AnswerLabel> = new Map()
const NEVER = new AbortController().signal

interface Tried {
  answer: TriedAnswer
  label: number
  group: number
  /** Per check. */
  verdicts: Uint8Array
}

type Given = { text: string } | { answer: Answer; reading: Reading; costNanoUsd: number | null }

function contextOf({ output }: TryChecksInput['task'], subject: Case, given: Given, signal: AbortSignal): CheckContext {
  const { input, gold } = subject
  const { format, schema } = output
  const common = { input, gold, schema, format, signal }
  if ('answer' in given) return { ...common, answer: given.answer, reading: given.reading, costNanoUsd: given.costNanoUsd }
  const answer = { ...NOBODYS_ANSWER, text: given.text }
  return { ...common, answer, reading: answerFormat(format).read(answer), costNanoUsd: null }
}

/** A right answer as checks see it. */
export function goldContext(task: TryChecksInput['task'], subject: Case & { gold: Json }): CheckContext {
  return contextOf(task, subject, { text: answerFormat(task.output.format).write(subject.gold) }, NEVER)
}

/** No model gave it: nothing is known of time, tokens and cost. */
const NOBODYS_ANSWER: Answer = {
  text: '',
  toolCalls: [],
  finishReason: null,
  parts: [],
  usage: {
    inputTokens: null,
    outputTokens: null,
    cachedInputTokens: null,
    cacheWriteInputTokens: null,
    reasoningTokens: null,
    source: 'none',
  },
  timings: { startedAt: '1970-01-01T00:00:00.000Z', queueMs: 0, firstByteMs: null, firstTokenMs: null, latencyMs: null },
}

function matrixOf(checks: readonly CheckSpec[], tried: readonly Tried[]): TriedChecks {
  const verdicts = checks.map((_, check) => Uint8Array.from(tried, (each) => each.verdicts[check] as number))
  const answers = tried.map(({ answer }) => answer)
  const kills = killRows(answers, verdicts)
  const mutants = kills.reduce((sum, { meaningChanging }) => sum + meaningChanging, 0)
  const killedBy = (check: number) => kills.reduce((sum, row) => sum + (row.killedBy[check] as number), 0)
  return {
    checks: checks.map(({ name }) => name),
    answers,
    verdicts,
    labels: Uint8Array.from(tried, ({ label }) => label),
    groups: Uint32Array.from(tried, ({ group }) => group),
    kills,
    killRates: checks.map((_, check) => (mutants === 0 ? null : killedBy(check) / mutants)),
  }
}
