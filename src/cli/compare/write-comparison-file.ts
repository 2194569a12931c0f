import path from 'node:path'
import { hashText } from '../../hash/hash-text.ts'
import type { RunComparison } from '../../schema/run-comparison.ts'
import { nameSchema } from '../../schema/task.ts'
import type { CompareOptions } from '../../services/compare-stored-runs.ts'
import { withComparisonSource } from '../../services/with-comparison-source.ts'
import { readTemplate } from '../../../reporters/html/read-template.ts'
import { writeComparison } from '../../../reporters/html/write-comparison.ts'
import { writeWhole } from '../../../reporters/write-whole.ts'

/** Compares two runs into one HTML file and prints its path. Throws EvalError config where a side cannot be read or the file not be written. */
export async function writeComparisonFile(
  a: string,
  b: string,
  options: CompareOptions & { output: string | undefined },
): Promise<RunComparison> {
  const template = await readTemplate()
  // The page carries every case: none is to be shown as an example.
  return withComparisonSource(a, b, { ...options, flips: 0 }, async (source) => {
    const file = options.output === undefined ? defaultFile(options.resultsFolder, source.found) : path.resolve(options.output)
    await writeWhole(file, writeComparison(source, template))
    process.stdout.write(`${file}\n`)
    return source.found
  })
}

const defaultFile = (resultsFolder: string, { a, b }: RunComparison): string =>
  path.join(resultsFolder, 'comparisons', `${fileName(b.runId)}--${fileName(a.runId)}.html`)

/** Ids of baselines come from files that anybody may have written. */
const fileName = (runId: string): string => (nameSchema.safeParse(runId).success ? runId : hashText(runId).slice(0, 12))
