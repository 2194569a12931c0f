import { formatProbability } from '../../report/format-metric.ts'
import type { BenchmarkCell, BenchmarkComparison } from '../../schema/benchmark-report.ts'
import { visibleText } from '../format/visible-text.ts'
import { ModelName } from '../parts/model-name.tsx'
import { Panel } from '../parts/panel.tsx'
import { ScrollTable } from '../parts/scroll-table.tsx'
import { FIGURE_NAMES } from './figure-names.ts'
import { byCertainty, changeText } from './speed-words.ts'
import { useShortList } from './use-short-list.tsx'

const MOST = 10
const SIGNS: Record<BenchmarkComparison['verdict'], string> = { faster: '▲', slower: '▼', same: '=', undecided: '?' }

/** Every two models of a scenario against each other: verdict, by how much, how sure; the surest first. Nothing for a single model. */
export function SpeedTable({ comparisons, cells }: { comparisons: readonly BenchmarkComparison[]; cells: readonly BenchmarkCell[] }) {
  const sorted = [...comparisons].sort(byCertainty)
  const { shown, more } = useShortList(sorted, MOST, 'comparisons')
  if (comparisons.length === 0) return null
  const labels = new Map(cells.map(({ step }) => [step.index, step.label]))
  const floor = comparisons[0]?.floor ?? 0
  return (
    <Panel
      table
      title="Models against each other"
      note={`Blocks in turns; a change of less than ${(100 * floor).toFixed(0)} % does not count; p adjusted by Holm`}
    >
      <ScrollTable label="Models against each other" className="speed-table">
        <thead>
          <tr>
            <th scope="col">B</th>
            <th scope="col">Verdict</th>
            <th scope="col">than A</th>
            <th scope="col">Figure</th>
            {labels.size > 1 && <th scope="col">Load</th>}
            <th scope="col" className="number">
              B against A
            </th>
            <th scope="col" className="number">
              p, adjusted
            </th>
            <th scope="col" className="number">
              Blocks
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((each, index) => (
            <SpeedRow key={index} each={each} load={labels.size > 1 ? (labels.get(each.step) ?? String(each.step)) : null} />
          ))}
        </tbody>
      </ScrollTable>
      {more}
    </Panel>
  )
}

function SpeedRow({ each, load }: { each: BenchmarkComparison; load: string | null }) {
  return (
    <tr>
      <th scope="row">
        <ModelName model={each.b} />
      </th>
      <td>
        <span className={`verdict-word speed-${each.verdict}`}>
          <span aria-hidden="true">{SIGNS[each.verdict]}</span> {each.verdict}
        </span>
      </td>
      <td>
        <ModelName model={each.a} />
      </td>
      <td>{FIGURE_NAMES[each.figure]?.title ?? visibleText(each.figure)}</td>
      {load !== null && <td>{visibleText(load)}</td>}
      <td className="number">
        <span className="figure-value">{changeText(each.ratio)}</span>{' '}
        {each.low !== null && each.high !== null && (
          <span className="interval">
            [{changeText(each.low)}, {changeText(each.high)}]
          </span>
        )}
      </td>
      <td className="number">{formatProbability(each.adjustedPValue)}</td>
      <td className="number" title={visibleText(each.method)}>
        {each.blockPairs}
        {each.pValue === null && <span className="interval"> too few</span>}
      </td>
    </tr>
  )
}
