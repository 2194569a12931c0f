import type { EmbeddedComparison } from '../../schema/embedded-report.ts'
import { dataBlocks } from '../data/data-blocks.ts'
import { decodeBlock } from '../data/decode-block.ts'
import { createRowStore } from '../data/row-store.ts'
import { comparedRow } from '../run-comparison/compared-row.ts'
import { ComparisonApp } from '../run-comparison/comparison-app.tsx'
import { ComparisonContext } from '../run-comparison/comparison-context.ts'
import type { PageKind } from './page-kind.ts'
import { tellState } from './tell-state.ts'

/** Two compared runs. */
export const comparisonPage: PageKind = {
  block: 'comparison',
  async open(block, document) {
    const { found, cases } = await decodeBlock<EmbeddedComparison>(block.element)
    const rows = createRowStore(dataBlocks(document, 'answers'), comparedRow, tellState)
    const models = found.tasks.flatMap((task) => task.models)
    return {
      title: 'Comparison of runs · taskbench',
      simulated: new Set(models.filter((model) => model.simulated).map(({ model }) => model)),
      content: (
        <ComparisonContext value={{ found, cases, rows }}>
          <ComparisonApp />
        </ComparisonContext>
      ),
    }
  },
}
