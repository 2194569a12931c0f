import type { GateResult } from '../schema/report.ts'

type Judged = Pick<GateResult, 'verdict' | 'undecided'>

/** Does a gate fail its run: by its verdict, or by `undecided: fail`? */
export const failsGate = ({ verdict, undecided }: Judged): boolean =>
  verdict === 'failed' || (verdict === 'undecided' && undecided === 'fail')

/** How a gate is counted and marked: as failed where it fails its run. */
export const gateMark = (gate: Judged): GateResult['verdict'] => (failsGate(gate) ? 'failed' : gate.verdict)

/** The verdict in words; an undecided gate says it where that fails. */
export const gateWords = (gate: Judged): string =>
  gate.verdict === 'undecided' && failsGate(gate) ? 'undecided, which fails' : gate.verdict
