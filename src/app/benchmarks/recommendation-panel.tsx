import type { Recommendation } from '../../schema/benchmark-report.ts'
import { visibleText } from '../format/visible-text.ts'
import { Panel } from '../parts/panel.tsx'
import { useBenchmark } from './benchmark-context.ts'
import { formatRate, formatShare, formatTime } from './format-figure.ts'
import { useShortList } from './use-short-list.tsx'

const TOPICS: Record<Recommendation['topic'], string> = {
  model: 'Model',
  concurrency: 'Load',
  'output-limit': 'Output limit',
  'prompt-caching': 'Prompt caching',
  batching: 'Batching',
  'prompt-tokens': 'Prompt tokens',
}
const MOST = 8

/** What follows from the measured figures, each with the numbers behind it; nothing where nothing does. */
export function RecommendationPanel() {
  const { recommendations } = useBenchmark()
  const { shown, more } = useShortList(recommendations, MOST, 'recommendations')
  if (recommendations.length === 0) return null
  return (
    <Panel title="Recommendations" note="From these measurements alone" className="recommendations">
      <ul className="advice-list">
        {shown.map((recommendation, index) => (
          <li key={index}>
            <span className="advice-topic">{TOPICS[recommendation.topic] ?? visibleText(recommendation.topic)}</span>
            <div>
              <p>{visibleText(recommendation.text)}</p>
              {recommendation.figures.length > 0 && <FigureWords figures={recommendation.figures} />}
            </div>
          </li>
        ))}
      </ul>
      {more}
    </Panel>
  )
}

function FigureWords({ figures }: Pick<Recommendation, 'figures'>) {
  return (
    <dl className="advice-figures">
      {figures.map(({ label, value, unit }, index) => (
        <div key={index}>
          <dt>{visibleText(label)}</dt>
          <dd>{valueIn(value, unit)}</dd>
        </div>
      ))}
    </dl>
  )
}

const valueIn = (value: number, unit: string): string =>
  unit === 'ms'
    ? formatTime(value)
    : unit === 'share'
      ? formatShare(value)
      : `${formatRate(value)}${unit === '' ? '' : ` ${visibleText(unit)}`}`
