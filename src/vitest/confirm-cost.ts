import { createInterface } from 'node:readline/promises'
import { moneyRange } from '../../reporters/estimate-lines.ts'
import type { Estimate } from '../schema/estimate.ts'
import { addRanges, UNBOUNDED } from '../report/estimated-range.ts'

/** A terminal: where a question is asked, and where its answer comes from. */
export interface Terminal {
  input: NodeJS.ReadableStream
  output: NodeJS.WritableStream
}

/**
 * What is asked before a run that may cost more than a threshold in US dollars; `null`: nothing need be asked. Simulated money is nobody's. Where
 * calls are unknown it may be more wherever paid models are asked.
 */
export function costQuestion({ rows, calls }: Estimate, aboveUsd: number, isPaid: boolean, what = 'This run'): string | null {
  const known = rows.filter(({ simulated }) => !simulated).map(({ nanoUsd }) => nanoUsd ?? UNBOUNDED)
  const money = addRanges(calls === null && isPaid ? [...known, UNBOUNDED] : known)
  if (money.high !== null && money.high <= aboveUsd * 1e9) return null
  return `${what} is estimated to cost ${moneyRange(money)}. Continue? [y/N] `
}

/** Asks on a terminal. Anything but yes is no, and so is an end of the input. */
export async function confirmed(question: string, { input, output }: Terminal): Promise<boolean> {
  const lines = createInterface({ input, output })
  const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')))
  try {
    return /^\s*y(es)?\s*$/i.test(await Promise.race([lines.question(question), ended]))
  } finally {
    lines.close()
  }
}
