import { formatMoney } from '../../report/format-metric.ts'
import { visibleText } from '../format/visible-text.ts'
import { ModelName } from '../parts/model-name.tsx'

/** Parts of a sum of nano-dollars as bars, the largest first; `models`: the parts are models. */
export function CostBars({
  title,
  costs,
  total,
  models = false,
}: {
  title: string
  costs: Record<string, number>
  total: number
  models?: boolean
}) {
  const parts = Object.entries(costs).sort((a, b) => b[1] - a[1])
  if (parts.length === 0) return null
  return (
    <div className="cost-bars">
      <h4>{title}</h4>
      <dl>
        {parts.map(([name, nanoUsd]) => (
          <div key={name}>
            <dt>{models ? <ModelName model={name} /> : visibleText(name)}</dt>
            <dd className="bar" aria-hidden="true">
              <svg width="100%" height="8" role="presentation">
                <rect className="bar-track" width="100%" height="8" rx="2" />
                <rect className="bar-fill" width={`${total === 0 ? 0 : (nanoUsd / total) * 100}%`} height="8" rx="2" />
              </svg>
            </dd>
            <dd className="number">{formatMoney(nanoUsd)}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
