import { usePage } from '../data/page-context.ts'
import { visibleText } from '../format/visible-text.ts'

/** A model's label; says so where it is simulated. */
export function ModelName({ model }: { model: string }) {
  const { simulated } = usePage()
  return (
    <span className="model-name">
      <span className="model-label">{visibleText(model)}</span>
      {simulated.has(model) && (
        <abbr className="simulated-tag" title="Simulated model: its answers are generated, not asked of a real model">
          SIM<span className="unseen">ULATED</span>
        </abbr>
      )}
    </span>
  )
}
