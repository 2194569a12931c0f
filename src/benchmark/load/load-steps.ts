import type { Load, LoadStep } from '../../schema/scenario.ts'

/** The steps of a load, in their order: one, but for ramps and sweeps. Numbers of users are rounded to whole ones. */
export function loadSteps(load: Load): LoadStep[] {
  switch (load.kind) {
    case 'closed':
      return [stepOf('concurrency', load.concurrency, 0)]
    case 'open':
      return [stepOf('ratePerSecond', load.ratePerSecond, 0)]
    case 'burst':
      return [
        { index: 0, label: load.bursts === 1 ? `burst of ${load.requests}` : `${load.bursts} bursts of ${load.requests}`, ...NOTHING },
      ]
    default:
      return stepValues(load).map((value, index) => stepOf(load.of, value, index))
  }
}

/** The rates or numbers of users of a ramp or sweep, as they are written. */
export function stepValues(load: Extract<Load, { kind: 'ramp' | 'sweep' }>): number[] {
  if (load.kind === 'sweep') return load.values
  const { from, to, steps } = load
  return Array.from({ length: steps }, (_, index) => from + ((to - from) * index) / (steps - 1))
}

const NOTHING = { ratePerSecond: null, concurrency: null }

function stepOf(of: 'ratePerSecond' | 'concurrency', value: number, index: number): LoadStep {
  if (of === 'ratePerSecond') return { index, label: `${Number(value.toPrecision(4))}/s`, ratePerSecond: value, concurrency: null }
  const concurrency = Math.max(1, Math.round(value))
  return { index, label: `${concurrency} at once`, ratePerSecond: null, concurrency }
}
