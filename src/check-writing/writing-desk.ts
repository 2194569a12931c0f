import { hashJson } from '../hash/hash-json.ts'
import type { Ask } from '../schema/ask.ts'
import type { Reply, WritingFacts } from '../schema/call.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import type { ModelRequest } from '../schema/model-request.ts'
import { requestHash } from '../subjects/request-hash.ts'
import { shorten } from '../text/shorten.ts'

export interface WritingDeskOptions {
  model: Model
  task: string
  ask: Ask
  signal: AbortSignal
  /** What simulated writers go by; no other model receives it. */
  facts: Omit<WritingFacts, 'stage'>
}

const LONGEST_SHOWN_REPLY = 2_000

/** The writer of one task's checks: asks each question once, and once more with what was wrong with the reply. */
export class WritingDesk {
  readonly #options: WritingDeskOptions
  readonly #factsHash: string

  constructor(options: WritingDeskOptions) {
    this.#options = options
    this.#factsHash = options.model.needsCase ? hashJson(options.facts) : ''
  }

  /** Reads the reply to a question; where there are problems, the question is asked again with them, and `read` gets the second reply too. */
  async ask(stage: WritingFacts['stage'], request: ModelRequest, read: (text: string) => string[]): Promise<void> {
    const { text, problems } = await this.#first(stage, request, read)
    if (problems.length === 0) return
    const second = await this.#call(stage, askedAgain(request, text, problems), 1)
    read(second.completion.text)
  }

  /** A reply that broke off, or its protocol, is one that cannot be read. */
  async #first(stage: WritingFacts['stage'], request: ModelRequest, read: (text: string) => string[]) {
    try {
      const { text } = (await this.#call(stage, request, 0)).completion
      return { text, problems: read(text) }
    } catch (error) {
      if (!EvalError.is(error) || error.kind !== 'invalid-response') throw error
      return { text: '', problems: [error.message] }
    }
  }

  async #call(stage: WritingFacts['stage'], request: ModelRequest, nth: number): Promise<Reply> {
    const { model, task, ask, signal, facts } = this.#options
    const caseHash = this.#factsHash
    const reply = await ask(
      {
        requestHash: requestHash(model, request, { task, caseHash, trial: 0, nth }),
        model: model.label,
        phase: 'check-writing',
        task,
        case: stage,
        trial: 0,
        ...(nth > 0 ? { nth } : {}),
        request,
        ...(model.needsCase
          ? { callCase: { task, case: stage, caseHash, input: {}, gold: undefined, format: 'json', written: { ...facts, stage } } }
          : {}),
      },
      { signal },
    )
    if (reply.completion.finishReason === 'refusal') throw new EvalError('refusal', `the writer ${model.label} refused`, { hint: HINT })
    return reply
  }
}

const HINT = 'name another general model with --model, or write checks by hand'

/** The same question, with what was wrong with the reply to it. */
function askedAgain(request: ModelRequest, text: string, problems: readonly string[]): ModelRequest {
  const before = shorten(text, LONGEST_SHOWN_REPLY)
  const said = shorten(problems.map((problem) => `- ${problem}`).join('\n'), LONGEST_SHOWN_REPLY)
  return {
    ...request,
    messages: [
      ...request.messages,
      { role: 'assistant', content: before === '' ? '(nothing)' : before },
      { role: 'user', content: `That reply cannot be used as it is:\n${said}\nReply with the whole list again, mended, as JSON alone.` },
    ],
  }
}
