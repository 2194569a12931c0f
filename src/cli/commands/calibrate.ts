import { findRun } from '../../records/find-run.ts'
import { formatBound, formatInterval, UNKNOWN } from '../../report/format-metric.ts'
import type { CalibrationFigure } from '../../judge/calibration.ts'
import type { Config } from '../../schema/config.ts'
import { calibrateJudge } from '../../services/calibrate-judge.ts'
import type { CalibratedJudges } from '../../services/calibrate-judge.ts'
import { readLabels } from '../../services/read-labels.ts'
import { stripControl } from '../../text/strip-control.ts'

const MOST_SHOWN = 20

/** `taskbench judge --calibrate`: how the judges of a run agree with labels of people. Nothing is asked. */
export async function calibrate(file: string, id: string, { resultsFolder, seed }: Config): Promise<void> {
  const labels = readLabels(file)
  const { runId, useCases } = await findRun(resultsFolder, id)
  const calibrated = await calibrateJudge({ resultsFolder, runId, useCases, labels, seed })
  process.stdout.write(`${calibrationLines(calibrated).map(stripControl).join('\n')}\n`)
}

/** What is printed of a calibration. */
export function calibrationLines({ judges, skipped }: CalibratedJudges): string[] {
  const left = skipped.slice(0, MOST_SHOWN).map(({ line, why }) => `  line ${line}: ${why}`)
  return [
    ...(judges.length === 0 ? ['No label belongs to a verdict of a judge.'] : []),
    ...judges.flatMap(({ by, figures }) => [
      `${by.model}${by.simulated ? ' (simulated)' : ''}: ${figures.decided} labelled verdicts, ${figures.undecided} more that it left undecided`,
      `  agreement        ${share(figures.agreement)}`,
      `  κ                ${plain(figures.kappa)}`,
      `  MCC              ${plain(figures.mcc)}`,
      `  false pass rate  ${share(figures.falsePass)} of ${figures.falsePass.n} that people failed`,
      `  false fail rate  ${share(figures.falseFail)} of ${figures.falseFail.n} that people passed`,
    ]),
    ...(skipped.length === 0 ? [] : [`${skipped.length} ${skipped.length === 1 ? 'label was' : 'labels were'} skipped:`, ...left]),
    ...(skipped.length > left.length ? [`  and ${skipped.length - left.length} more`] : []),
  ]
}

const share = (figure: CalibrationFigure): string => formatInterval(figure, 'share')
const plain = (figure: CalibrationFigure): string =>
  figure.value === null
    ? `${UNKNOWN} (needs both verdicts on both sides)`
    : `${formatBound(figure.value, 'coefficient')}${figure.low === null ? '' : ` [${formatBound(figure.low, 'coefficient')}, ${formatBound(figure.high, 'coefficient')}]`}`
