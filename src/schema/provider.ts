import type { Completion } from './answer.ts'
import type { CallCase } from './call.ts'
import type { Halt } from './halt.ts'
import type { Model } from './model.ts'
import type { ModelRequest } from './model-request.ts'
import type { StreamWatch } from './stream-watch.ts'

/** What is left of an allowance, and when it is whole again, counted from the moment at which the vendor said so. */
export interface Allowance {
  remaining: number
  resetMs: number
}

/** What a vendor says of its limits beside an answer or an error, in a neutral form. `null`: nothing was said. */
export interface RateLimitReport {
  requests: Allowance | null
  tokens: Allowance | null
}

/** What a provider gets for one attempt. */
export interface Attempting {
  model: Model
  request: ModelRequest
  /** Identifies the trial for providers that answer without a network; equal trials of one case differ in it. */
  trial: number
  /** From 1; a simulated model may fail its first attempts. */
  attempt: number
  /** Aborts on time-out and cancellation. */
  signal: AbortSignal
  /** The same for those who need no signal. */
  halt?: Halt | undefined
  /** Present only where the provider declares `needs: ['case']`. */
  callCase?: CallCase | undefined
  /** Takes what the vendor says of its limits, as soon as the headers are there. */
  onRateLimit?: ((report: RateLimitReport) => void) | undefined
  /** Is told what happens at the wire, and when: where the attempt itself is measured. */
  watch?: StreamWatch | undefined
}

/**
 * One vendor, ready to be asked. Makes exactly one attempt: retries have their home in the engine.
 * Rejects with an EvalError whose kind says whether asking again may help.
 */
export interface Provider {
  complete(attempting: Attempting): Promise<Completion>
  /** What a call has cost, by the provider's id of its response: asked some seconds after the answer. `null`: not known yet. In nano-dollars. */
  laterCost?(responseId: string, signal: AbortSignal): Promise<number | null>
  /** Closes connections; called once when the engine closes. */
  close?(): Promise<void>
}

/** What is wrong with a model's settings, and the setting that it is said of. */
export interface ModelProblem {
  setting: 'baseUrl' | 'sim'
  message: string
  hint?: string | undefined
}

/** What is known of a provider before a model is used. */
export interface ProviderDefinition {
  /** The word before the colon of a model's id. */
  name: string
  /** Shown in documentation. */
  description: string
  /** Environment variables that hold the key by default; empty: no key is needed. */
  keyVariables: readonly string[]
  /** Hosts to which the default key may go. */
  hosts: readonly string[]
  /** `true`: needs `baseUrl` in the config. */
  needsBaseUrl?: boolean | undefined
  /** `true`: needs `answers` in the config. */
  needsAnswers?: boolean | undefined
  needs?: readonly 'case'[] | undefined
  /** `true`: it says the price of each call itself. */
  reportsCost?: boolean | undefined
  /** `true`: its providers can be asked later what a call has cost. */
  saysCostLater?: boolean | undefined
  /** `false`: costs nothing and makes no call to a network (simulated and recorded answers). Loopback addresses are free as well. */
  paid: boolean
  simulated: boolean
  /** What is wrong with the settings of a model, as far as it shows without its key and files; `null` if nothing. */
  problem?(model: Model, context: Pick<ProviderContext, 'allowKeys'>): ModelProblem | null
  /** Checks a model before any call (key set, address legal, file there); throws EvalError `config` or `auth`. */
  prepare(model: Model, context: ProviderContext): Provider | Promise<Provider>
}

/** What a provider may use of its surroundings. */
export interface ProviderContext {
  env: Readonly<Record<string, string | undefined>>
  /** The production transport: an undici dispatcher with keep-alive and enough connections. */
  fetch: typeof globalThis.fetch
  /** Seed of the run. */
  seed: number
  /** Hosts that may receive a key although they are not the vendor's: `{ 'llm.example.com': ['MY_KEY'] }`. */
  allowKeys: Readonly<Record<string, readonly string[]>>
  /** Connections to keep per host. */
  connections: number
}
