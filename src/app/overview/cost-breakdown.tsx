import { formatMoney } from '../../report/format-metric.ts'
import { totalCost } from '../../report/total-cost.ts'
import { useReportData } from '../data/report-context.ts'
import { counted } from '../format/format-count.ts'
import { Panel } from '../parts/panel.tsx'
import { CostBars } from './cost-bars.tsx'

/** Where the money went: by model, phase and task. */
export function CostBreakdown() {
  const { report } = useReportData()
  const { cost, run } = report
  const estimate = cost.estimatedNanoUsd === null ? '' : `, estimated ${formatMoney(cost.estimatedNanoUsd)}`
  const unpriced = cost.unpricedCalls === 0 ? '' : `; ${counted(cost.unpricedCalls, 'call')} without a known price not included`
  const prices = run.priceDate === null ? '' : `; list prices of ${run.priceDate}`
  return (
    <Panel
      title={`Cost ${totalCost(report)}`}
      note={`${counted(Object.keys(cost.byModel).length, 'model')}${estimate}${unpriced}${prices}`}
    >
      <CostBars models title="By model" costs={cost.byModel} total={cost.totalNanoUsd} />
      <CostBars title="By phase" costs={cost.byPhase} total={cost.totalNanoUsd} />
      <CostBars title="By task" costs={cost.byTask} total={cost.totalNanoUsd} />
    </Panel>
  )
}
