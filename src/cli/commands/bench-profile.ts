import { storeProfiles } from '../../services/store-profiles.ts'
import { stripControl } from '../../text/strip-control.ts'
import { whereResultsAre } from '../compare/where-results-are.ts'

/** `taskbench bench profile RUN`: stores a measured run's profiles in `profiles/`, for comparisons and trends. */
export async function benchProfile(run: string, { results }: { results?: string }): Promise<void> {
  const { runId, lines, folder } = await storeProfiles(run, await whereResultsAre(results))
  process.stdout.write(`${stripControl(`Run ${runId}: ${lines} ${lines === 1 ? 'block' : 'blocks'} stored in ${folder}`)}\n`)
}
