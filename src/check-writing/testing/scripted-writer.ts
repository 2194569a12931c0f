import type { Ask } from '../../schema/ask.ts'
import type { CallRequest, Reply } from '../../schema/call.ts'
import { testReply } from '../../schema/testing/test-reply.ts'

/** What a writer replies to its calls, by their number from 0: a text, or an error. */
export type Scripted = (call: CallRequest, number: number) => string | Error

/** An `Ask` that answers as scripted at one nano-dollar a call, and the calls that were made. */
export function scriptedWriter(
  scripted: Scripted,
  finishReason: Reply['completion']['finishReason'] = 'stop',
): { ask: Ask; calls: CallRequest[] } {
  const calls: CallRequest[] = []
  const ask: Ask = async (call) => {
    const said = scripted(call, calls.push(call) - 1)
    if (said instanceof Error) throw said
    return testReply(said, finishReason)
  }
  return { ask, calls }
}

/** A writer that replies with these lists, whatever is asked. */
export const listing = (requirements: readonly unknown[], checks: readonly unknown[]) =>
  scriptedWriter((call) => JSON.stringify(call.case === 'analysis' ? { requirements } : { checks }))
