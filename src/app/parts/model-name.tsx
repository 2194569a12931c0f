import { usePage } from '../data/page-context.ts'
import { visibleText } from '../format/visible-text.ts'
import { BreakableText } from './breakable-text.tsx'

/** Names of at most so many characters are never broken. */
const SHORT = 24
/** So much of the end of a long name is seen even where it stands in one line: names of one vendor begin alike. */
const TAIL = 16

/** A model's label; says so where it is simulated. A long one goes over several lines, or is shortened in its middle; the title has the whole. */
export function ModelName({ model }: { model: string }) {
  const { simulated } = usePage()
  const label = visibleText(model)
  const isLong = label.length > SHORT
  return (
    <span className={isLong ? 'model-name model-long' : 'model-name'} title={isLong ? label : undefined}>
      <span className="model-label">
        {isLong ? (
          <>
            <span className="model-head">
              <BreakableText text={label.slice(0, -TAIL)} whole={8} />
            </span>
            <span className="model-tail">
              <BreakableText text={label.slice(-TAIL)} whole={8} />
            </span>
          </>
        ) : (
          label
        )}
      </span>
      {simulated.has(model) && (
        <abbr className="simulated-tag" title="Simulated model: its answers are generated, not asked of a real model">
          SIM<span className="unseen">ULATED</span>
        </abbr>
      )}
    </span>
  )
}
