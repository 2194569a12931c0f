import type { ServedAnswer } from './server-protocol.ts'

/** So many of the newest records are kept. */
const MOST_RECORDS = 100_000

/** OpenRouter's records of generations: what an answer has cost, some time after it was given. */
export class GenerationRecords {
  readonly #delayMs: number
  readonly #records = new Map<string, { answer: ServedAnswer; costUsd: number; readyAt: number }>()

  constructor(delayMs: number) {
    this.#delayMs = delayMs
  }

  add(answer: ServedAnswer, costUsd: number): void {
    this.#records.set(answer.id, { answer, costUsd, readyAt: performance.now() + this.#delayMs })
    if (this.#records.size > MOST_RECORDS) this.#records.delete(this.#records.keys().next().value as string)
  }

  /** JSON of a record; `null`: there is none, or not yet. */
  find(id: string): string | null {
    const record = this.#records.get(id)
    if (!record || performance.now() < record.readyAt) return null
    const { answer, costUsd } = record
    return JSON.stringify({
      data: {
        id,
        model: answer.model,
        provider_name: 'Simulated',
        total_cost: costUsd,
        usage: costUsd,
        tokens_prompt: answer.inputTokens,
        tokens_completion: answer.outputTokens,
        native_tokens_prompt: answer.inputTokens,
        native_tokens_completion: answer.outputTokens,
        created_at: new Date(answer.created * 1_000).toISOString(),
        streamed: true,
        cancelled: false,
      },
    })
  }
}
