import type { Answer } from './answer.ts'
import type { Json, JsonObject } from './json.ts'
import type { Message } from './model-request.ts'
import type { Model } from './model.ts'
import type { Params } from './params.ts'

/** A text, messages, or a whole request: what `generate` takes. */
export type Prompt = string | Message[]

export interface GenerateOptions {
  system?: string
  params?: Params
  outputSchema?: JsonObject
  signal?: AbortSignal
}

/** Asks the model of the trial through the engine. */
export type Generate = (prompt: Prompt, options?: GenerateOptions) => Promise<Answer>

/** What a subject gets beside its input. */
export interface SubjectContext {
  /** The model of the trial. An SDK that speaks OpenAI's protocol reaches it at `baseUrl` with `apiKey`: through the engine, counted and kept. */
  model: Omit<Model, 'baseUrl'> & { generate: Generate; baseUrl: string; apiKey: string }
  ask: Generate
  signal: AbortSignal
  /** From 0. */
  trial: number
}

/** What is evaluated: a prompt, a function of the user's, a chunked prompt, a planner. */
export type Subject<Input = JsonObject> = (input: Input, context: SubjectContext) => Promise<Answer | Json>
