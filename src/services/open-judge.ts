import { checkKind } from '../checks/check-kinds.ts'
import { JudgeDesk } from '../judge/judge-desk.ts'
import { trialIngredients } from '../metrics/trial-ingredients.ts'
import type { Answer } from '../schema/answer.ts'
import type { Reading } from '../schema/answer-format.ts'
import type { Ask } from '../schema/ask.ts'
import type { Case } from '../schema/case.ts'
import type { TaskJudge } from '../schema/judge.ts'
import type { Message } from '../schema/model-request.ts'
import type { Task } from '../schema/task.ts'
import type { Ingredients } from '../schema/trial-record.ts'

export interface JudgedAnswer {
  judge: TaskJudge
  task: Pick<Task, 'name' | 'description' | 'output' | 'pairing'>
  /** Label of the model whose answer it is; left out where that is no trial's. */
  judgedModel?: string | undefined
  case: Case
  trial: number
  answer: Answer
  reading: Reading
  /** What the model was sent; empty where that is not known. */
  messages: readonly Message[]
  ask: Ask
  signal: AbortSignal
}

/** A judge for one answer. */
export async function openJudge({ judge, task, case: subject, answer, messages, ...given }: JudgedAnswer): Promise<JudgeDesk> {
  const { brief, model } = judge
  return new JudgeDesk({
    ...judge,
    matter: { brief, description: task.description, messages, input: subject.input, answer },
    task: task.name,
    judgedModel: given.judgedModel,
    case: subject,
    trial: given.trial,
    agrees: model.needsCase ? await agreement(given.reading, answer, subject, task) : null,
    ask: given.ask,
    signal: given.signal,
  })
}

/** Does an answer agree with gold, by the task's own matching? */
async function agreement(reading: Reading, answer: Answer, { gold }: Case, task: JudgedAnswer['task']): Promise<boolean | null> {
  const { pairing, output } = task
  return agreesWithGold(await trialIngredients({ answer, reading, gold, format: output.format, pairing, checks: [], kindOf: checkKind }))
}

function agreesWithGold({ items, single }: Pick<Ingredients, 'items' | 'single'>): boolean | null {
  if (items !== null) return items.falsePositives + items.falseNegatives === 0
  return single === null ? null : single.right
}
