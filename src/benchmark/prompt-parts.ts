import type { Scenario } from '../schema/scenario.ts'
import { firstMessages } from './scenario-request.ts'

/** So many inputs stand for all. */
const MOST_READ = 200

/** What a scenario's prompts are made of, in characters: means over its inputs. */
export interface PromptParts {
  system: number
  /** Messages between the system's and the last of the user. */
  examples: number
  tools: number
  /** What the last message says whatever the input. */
  template: number
  input: number
  /** From the beginning, alike in all prompts: what a cache of prefixes can hold. */
  prefix: number
  total: number
  inputs: number
}

/** Reads the prompts of a scenario's inputs, up to 200 of them. Tools and the answer's schema come before all messages, as providers send them. */
export function promptParts(scenario: Scenario): PromptParts {
  const tools =
    (scenario.tools?.length ? JSON.stringify(scenario.tools).length : 0) +
    (scenario.outputSchema ? JSON.stringify(scenario.outputSchema).length : 0)
  const template =
    scenario.messages.at(-1)?.content.replace(/(\\?)\{\{[^{}\n]+\}\}/g, (written, escape: string) => (escape ? written.slice(1) : ''))
      .length ?? 0
  const read = (scenario.inputs.length === 0 ? [{}] : scenario.inputs.slice(0, MOST_READ)).map((input) => firstMessages(scenario, input))
  const sum = { system: 0, examples: 0, last: 0 }
  let first: string | null = null
  let prefix = Number.POSITIVE_INFINITY
  for (const messages of read) {
    for (const [place, { role, content }] of messages.entries()) {
      const part = place === messages.length - 1 ? 'last' : role === 'system' ? 'system' : 'examples'
      sum[part] += content.length
    }
    const text = messages.map(({ content }) => content).join('')
    first ??= text
    prefix = Math.min(prefix, commonLength(first, text))
  }
  const n = read.length
  const [system, examples, last] = [sum.system / n, sum.examples / n, sum.last / n]
  return {
    system,
    examples,
    tools,
    template: Math.min(template, last),
    input: Math.max(0, last - template),
    prefix: tools + prefix,
    total: tools + system + examples + last,
    inputs: scenario.inputs.length,
  }
}

function commonLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length)
  let at = 0
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at++
  return at
}
