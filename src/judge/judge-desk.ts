import { hashJson } from '../hash/hash-json.ts'
import type { Ask } from '../schema/ask.ts'
import type { CallRequest, JudgedFacts, Reply } from '../schema/call.ts'
import type { Case } from '../schema/case.ts'
import type { CheckOutcome } from '../schema/check-kind.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { AskJudge, JudgedBy, JudgeQuestion, TaskJudge } from '../schema/judge.ts'
import type { ModelRequest } from '../schema/model-request.ts'
import { requestHash } from '../subjects/request-hash.ts'
import { shorten } from '../text/shorten.ts'
import { countVotes } from './count-votes.ts'
import type { Vote } from './count-votes.ts'
import type { JudgedMatter } from './judged-matter.ts'
import { nthOfVote } from './is-asked-again.ts'
import { JUDGE_PROMPT_HASH } from './judge-prompt.ts'
import { judgeRequest } from './judge-request.ts'
import type { NumberedQuestion } from './judge-request.ts'
import { readVerdicts } from './read-verdicts.ts'
import type { JudgeVerdict } from './read-verdicts.ts'
import { batchesOf, votingRounds } from './voting-rounds.ts'

export interface JudgeDeskOptions extends TaskJudge {
  matter: JudgedMatter
  task: string
  /** Label of the model whose answer it is; left out where that is no trial's. */
  judgedModel?: string | undefined
  case: Pick<Case, 'id' | 'caseHash' | 'input' | 'gold'>
  /** From 0. */
  trial: number
  /** Does the answer agree with gold, by the task's own matching? Only simulated judges go by it. */
  agrees: boolean | null
  ask: Ask
  signal: AbortSignal
}

interface Waiting extends JudgeQuestion {
  resolve(outcome: CheckOutcome): void
}

const LONGEST_SHOWN_REPLY = 2_000

/** The judge of one answer. Questions that come in one turn of the event loop are asked together. */
export class JudgeDesk {
  readonly #options: JudgeDeskOptions
  #waiting: Waiting[] = []
  #at: string | null = null

  constructor(options: JudgeDeskOptions) {
    this.#options = options
  }

  /** Who has judged. */
  get judgedBy(): JudgedBy {
    const { label, simulated } = this.#options.model
    return { model: label, simulated, promptHash: JUDGE_PROMPT_HASH, at: this.#at }
  }

  readonly ask: AskJudge = ({ question, votes }) =>
    new Promise((resolve) => {
      if (this.#waiting.push({ question, votes, resolve }) === 1) queueMicrotask(() => void this.#sit())
    })

  async #sit(): Promise<void> {
    const sitting = this.#waiting
    this.#waiting = []
    const rounds = votingRounds(sitting).map((questions, vote) => this.#round(questions, vote))
    const given = await Promise.all(rounds)
    for (const { question, votes: count, resolve } of sitting)
      resolve(
        countVotes(given.slice(0, count).map((round) => round.get(question) ?? { missing: 'the judge gave no answer to the question' })),
      )
  }

  /** One vote on each question. */
  async #round(questions: readonly string[], vote: number): Promise<Map<string, Vote>> {
    const batches = batchesOf(questions, this.#options.batch)
    const answers = await Promise.all(batches.map((some) => this.#batch(some, vote)))
    return new Map(answers.flatMap((some) => [...some]))
  }

  /** One call, and a second one where the first was not answered as asked. */
  async #batch(asked: readonly string[], vote: number): Promise<Map<string, Vote>> {
    const { matter, seed, model } = this.#options
    const { request, questions } = judgeRequest(matter, asked, { seed, vote, params: model.params })
    const ids = questions.map(({ id }) => id)
    const found = new Map<string, JudgeVerdict>()
    let missing = 'the judge gave no answer to the question'
    try {
      const first = await this.#call(request, questions, vote, 0)
      const { verdicts, problem } = readVerdicts(first.completion.text, ids)
      for (const [id, verdict] of verdicts) found.set(id, verdict)
      if (problem !== null) {
        missing = `the judge gave no answer that can be read, asked twice: ${problem}`
        const second = await this.#call(askedAgain(request, first, problem), questions, vote, 1)
        for (const [id, verdict] of readVerdicts(second.completion.text, ids).verdicts) if (!found.has(id)) found.set(id, verdict)
      }
    } catch (error) {
      missing = `the judge ${model.label} did not answer: ${error instanceof Error ? error.message : String(error)}`
    }
    return new Map(questions.map(({ id, question }) => [question, found.get(id) ?? { missing }]))
  }

  async #call(request: ModelRequest, questions: NumberedQuestion[], vote: number, again: 0 | 1): Promise<Reply> {
    const { ask, signal } = this.#options
    const reply = await ask(this.#callOf(request, questions, vote, again), { signal })
    this.#at ??= reply.completion.timings.startedAt
    if (reply.completion.finishReason === 'refusal') throw new EvalError('refusal', 'it refused')
    return reply
  }

  #callOf(request: ModelRequest, questions: NumberedQuestion[], vote: number, again: 0 | 1): CallRequest {
    const { model, task, judgedModel, case: subject, trial, agrees, matter } = this.#options
    const nth = nthOfVote(vote, again)
    const { id, caseHash, input, gold } = subject
    const judged: JudgedFacts = { answer: hashJson([matter.answer.text, matter.answer.toolCalls]), agrees, vote, questions }
    return {
      requestHash: requestHash(model, request, { task, caseHash, trial, nth }),
      model: model.label,
      phase: 'judge',
      task,
      case: id,
      trial,
      ...(nth > 0 ? { nth } : {}),
      ...(judgedModel === undefined ? {} : { judgedModel }),
      request,
      ...(model.needsCase ? { callCase: { task, case: id, caseHash, input, gold, format: 'json', judged } } : {}),
    }
  }
}

/** The same question, with what was wrong with the reply to it. */
function askedAgain(request: ModelRequest, reply: Reply, problem: string): ModelRequest {
  const before = shorten(reply.completion.text, LONGEST_SHOWN_REPLY)
  return {
    ...request,
    messages: [
      ...request.messages,
      { role: 'assistant', content: before === '' ? '(nothing)' : before },
      { role: 'user', content: `That reply cannot be used: ${problem}. Reply with the JSON alone, one entry for each question.` },
    ],
  }
}
