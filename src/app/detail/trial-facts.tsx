import { formatCost, formatDuration, formatMoney, formatValue } from '../../report/format-metric.ts'
import type { EmbeddedCall, EmbeddedTrial } from '../../schema/embedded-report.ts'
import { formatCount } from '../format/format-count.ts'
import { FactList } from '../parts/fact-list.tsx'

const costOf = ({ costNanoUsd, originalCostNanoUsd, unpricedCalls, unmetered }: EmbeddedTrial): string => {
  const original = originalCostNanoUsd === undefined ? '' : `, replayed (originally ${formatMoney(originalCostNanoUsd)})`
  return `${formatCost(costNanoUsd, unpricedCalls)}${original}${unmetered ? ', unmetered calls' : ''}`
}

const tokensOf = ({ tokens }: EmbeddedTrial): string => {
  const parts = [`${formatCount(tokens.input)} in`, `${formatCount(tokens.output)} out`]
  if (tokens.cached !== null && tokens.cached > 0) parts.push(`${formatCount(tokens.cached)} cached`)
  if (tokens.reasoning !== null && tokens.reasoning > 0) parts.push(`${formatCount(tokens.reasoning)} reasoning`)
  return parts.join(' · ')
}

/** Cost, time, tokens and where the answer came from. */
export function TrialFacts({ trial, calls }: { trial: EmbeddedTrial; calls: EmbeddedCall[] }) {
  const finish = trial.answer?.finishReason ?? calls.at(-1)?.completion?.finishReason ?? null
  const source = trial.replayed ? 'tape' : trial.reused ? 'journal' : trial.simulated ? 'simulated model' : 'model'
  return (
    <FactList
      facts={[
        ...(trial.quality === null ? [] : [['Quality', formatValue(trial.quality, 'share')] as [string, string]]),
        ['Cost', costOf(trial)],
        ['Latency', `${formatDuration(trial.latencyMs)}${trial.replayed ? ' (as recorded)' : ''}`],
        ...(trial.firstTokenMs === null ? [] : [['First token', formatDuration(trial.firstTokenMs)] as [string, string]]),
        ['Tokens', tokensOf(trial)],
        ['Attempts', formatCount(trial.attempts)],
        ...(finish === null ? [] : [['Finish', finish] as [string, string]]),
        ['Answered from', source],
      ]}
    />
  )
}
