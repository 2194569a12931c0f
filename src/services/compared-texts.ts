import type { TrialDetail } from '../schema/record-store.ts'
import type { Flip, ModelComparison, TaskComparison } from '../schema/run-comparison.ts'
import { lineDiff } from '../text/line-diff.ts'
import { shorten } from '../text/shorten.ts'
import type { ComparisonSide } from './comparison-side.ts'

const LONGEST_ANSWER = 600
const LONGEST_PROMPT_LINE = 400
const MOST_PROMPT_LINES = 60
/** So many cases of a task are remembered to find one whose prompt both sides hold. */
const PROMPTS_PER_TASK = 50

/** What is recorded on one side, as far as it is wanted. */
interface Texts {
  /** First answers, by task, model and case. */
  answers: Map<string, string>
  /** By task: prompts by their case. */
  prompts: Map<string, Map<string, string>>
}

/** Comparisons with the answers of the flips that they show, shortened, and with how the prompt of one case differs where it was changed. */
export async function withTexts(tasks: readonly TaskComparison[], a: ComparisonSide, b: ComparisonSide): Promise<TaskComparison[]> {
  const prompts = new Set(tasks.filter(hasNewPrompt).map(({ task }) => task))
  const flips = (side: 'a' | 'b') =>
    tasks.flatMap(({ task, models }) =>
      models.flatMap((model) => model.flips.shown.map((flip) => keyOf(task, labelOf(model, side), idOf(flip, side)))),
    )
  const [fromA, fromB] = [await textsOf(a, new Set(flips('a')), prompts), await textsOf(b, new Set(flips('b')), prompts)]
  return tasks.map((task) => ({
    ...task,
    prompt: hasNewPrompt(task) ? promptChange(fromA.prompts.get(task.task), fromB.prompts.get(task.task)) : null,
    models: task.models.map((model) => {
      const shown = model.flips.shown.map((flip) => ({
        ...flip,
        a: { ...flip.a, answer: answerOf(fromA, keyOf(task.task, labelOf(model, 'a'), idOf(flip, 'a')), flip.a.answer) },
        b: { ...flip.b, answer: answerOf(fromB, keyOf(task.task, model.model, idOf(flip, 'b')), flip.b.answer) },
      }))
      return { ...model, flips: { ...model.flips, shown } }
    }),
  }))
}

const keyOf = (task: string, model: string, caseId: string): string => JSON.stringify([task, model, caseId])
const labelOf = ({ model, modelA }: ModelComparison, side: 'a' | 'b'): string => (side === 'a' ? (modelA ?? model) : model)
const idOf = (flip: Flip, side: 'a' | 'b'): string => (side === 'a' ? (flip.caseA ?? flip.case) : flip.case)
const hasNewPrompt = ({ changes }: TaskComparison): boolean => changes.some(({ what }) => what === 'prompt')

function answerOf({ answers }: Texts, key: string, known: string | null): string | null {
  const text = answers.get(key) ?? known
  return text === null ? null : shorten(text, LONGEST_ANSWER)
}

async function textsOf({ stores }: ComparisonSide, wanted: ReadonlySet<string>, ofTasks: ReadonlySet<string>): Promise<Texts> {
  const texts: Texts = { answers: new Map(), prompts: new Map() }
  if (wanted.size === 0 && ofTasks.size === 0) return texts
  for (const store of stores) for await (const detail of store.details()) takeTexts(texts, detail, wanted, ofTasks)
  return texts
}

function takeTexts({ answers, prompts }: Texts, detail: TrialDetail, wanted: ReadonlySet<string>, ofTasks: ReadonlySet<string>): void {
  const { task, model, case: id } = detail.trial
  const key = keyOf(task, model, id)
  const answer = wanted.has(key) && !answers.has(key) ? answerOrError(detail) : null
  if (answer !== null) answers.set(key, answer)
  if (!ofTasks.has(task)) return
  const known = prompts.get(task) ?? new Map<string, string>()
  prompts.set(task, known)
  const prompt = known.size < PROMPTS_PER_TASK && !known.has(id) ? promptText(detail) : null
  if (prompt !== null) known.set(id, prompt)
}

/** The text of a trial's answer; `null` where it has none. */
export function answerText({ trial, calls }: TrialDetail): string | null {
  return trial.answer?.text ?? calls.at(-1)?.completion?.text ?? null
}

function answerOrError(detail: TrialDetail): string | null {
  const { error } = detail.trial
  return answerText(detail) ?? (error === null ? null : `${error.kind}: ${error.message}`)
}

/** What a trial's first call was asked, message by message; `null`: no call of it is recorded. */
function promptText({ calls }: TrialDetail): string | null {
  const call = calls.find(({ phase }) => phase === 'execution')
  return call ? call.request.messages.map(({ role, content }) => `${role}:\n${content}`).join('\n') : null
}

/** By the first case whose prompt is recorded on both sides and differs. */
function promptChange(a: ReadonlyMap<string, string> | undefined, b: ReadonlyMap<string, string> | undefined): TaskComparison['prompt'] {
  for (const [id, before] of a ?? []) {
    const after = b?.get(id)
    const lines = after === undefined ? [] : lineDiff(before, after).map((line) => shorten(line, LONGEST_PROMPT_LINE))
    if (lines.length === 0) continue
    const more = lines.length - MOST_PROMPT_LINES
    return { case: id, lines: more > 0 ? [...lines.slice(0, MOST_PROMPT_LINES), `… and ${more} more lines`] : lines }
  }
  return null
}
