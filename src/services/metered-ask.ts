import type { Ask } from '../schema/ask.ts'

/** What was asked anew, and what it cost; `unpriced`: calls without a known price. */
export interface AskedCost {
  calls: number
  nanoUsd: number
  unpriced: number
}

/** An `Ask` that counts what its answers cost. Calls that fail are in the engine's ledger alone. */
export function meteredAsk(ask: Ask): { ask: Ask; cost: AskedCost } {
  const cost: AskedCost = { calls: 0, nanoUsd: 0, unpriced: 0 }
  return {
    cost,
    async ask(request, options) {
      const reply = await ask(request, options)
      if (reply.reused) return reply
      cost.calls++
      if (reply.cost.nanoUsd === null) cost.unpriced++
      else cost.nanoUsd += reply.cost.nanoUsd
      return reply
    },
  }
}
