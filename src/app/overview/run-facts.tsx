import { useReportData } from '../data/report-context.ts'
import { visibleText } from '../format/visible-text.ts'
import { FactList } from '../parts/fact-list.tsx'
import { Panel } from '../parts/panel.tsx'

/** What is needed to repeat the run. */
export function RunFacts() {
  const { run, results } = useReportData().report
  const versions = Object.entries(run.versions).map(([name, version]) => `${name} ${version}`)
  const served = [...new Map(results.map((result) => [result.model, result.modelId]))].filter(([label, id]) => label !== id)
  const judges = [
    ...new Set(
      results
        .map(
          ({ judge }) =>
            judge && `${judge.model}${judge.simulated ? ' (simulated)' : ''}${judge.calibrated ? ', calibrated' : ', not calibrated'}`,
        )
        .filter((judge) => judge !== null),
    ),
  ]
  return (
    <Panel title="How it was made">
      <FactList
        facts={[
          ['Run', run.id],
          ['Started', run.startedAt],
          ['Finished', run.finishedAt ?? 'not finished'],
          ...(run.resumed === undefined ? [] : [['Resumed', `${run.resumed}×`] as [string, string]]),
          ['Commit', run.commit === null ? 'none' : `${run.commit}${run.dirty === true ? ', with uncommitted changes' : ''}`],
          ['Seed', String(run.seed)],
          ['Config', run.configHash],
          ['Versions', versions.join(', ')],
          ['General model', run.generalModel ?? 'none'],
          ...(judges.length > 0 ? [['Judge', judges.join('; ')] as [string, string]] : []),
          ['Price list', run.priceDate ?? 'none'],
          ['Shards', run.shards === null ? 'not sharded' : `${run.shards.present} of ${run.shards.expected}`],
          ...served.map(([label, id]): [string, string] => [visibleText(label), id]),
        ]}
      />
    </Panel>
  )
}
