import { judgedRates } from '../../report/judged-rates.ts'
import type { Result } from '../../schema/report.ts'
import { BreakableText } from '../parts/breakable-text.tsx'
import { ModelName } from '../parts/model-name.tsx'
import { Panel } from '../parts/panel.tsx'
import { ScrollTable } from '../parts/scroll-table.tsx'

/** Pass rates of checks that a calibrated judge decided, as judged and corrected for its errors; nothing where there is no such check. */
export function JudgedRateTable({ results }: { results: Result[] }) {
  const rates = judgedRates(results)
  if (rates.length === 0) return null
  return (
    <Panel table title="Judged checks" note="Pass rates as judged, and corrected for the judge's errors; 95 % intervals">
      <ScrollTable label="Pass rates of judged checks">
        <thead>
          <tr>
            <th scope="col">Check</th>
            <th scope="col">Model</th>
            {['As judged', 'Corrected', 'Sensitivity', 'Specificity'].map((title) => (
              <th scope="col" className="number" key={title}>
                {title}
              </th>
            ))}
            <th scope="col">Rests on</th>
          </tr>
        </thead>
        <tbody>
          {rates.map(({ model, check, raw, corrected, sensitivity, specificity, labels }) => (
            <tr key={`${check} ${model}`}>
              <th scope="row" className="check-cell">
                <BreakableText text={check} />
              </th>
              <td>
                <ModelName model={model} />
              </td>
              {[raw, corrected, sensitivity, specificity].map((figure, index) => (
                // The four columns never change places.
                <td className="number" key={index}>
                  {figure}
                </td>
              ))}
              <td>{labels}</td>
            </tr>
          ))}
        </tbody>
      </ScrollTable>
    </Panel>
  )
}
