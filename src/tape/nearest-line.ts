import type { NearestEntry, TapeEntry, TapeQuestion } from '../schema/tape.ts'
import { tapeDifferences, tapeDistance } from './tape-differences.ts'
import type { TapeLine } from './tape-index.ts'

/** Most recorded calls that are read to find the nearest one. */
const MOST_READ = 200

/** The recorded call that is most like a question: of the same task, model, phase and case if there is one, else of fewer of them. */
export function nearestLine(
  lines: readonly TapeLine[],
  question: TapeQuestion,
  read: (line: TapeLine) => TapeEntry,
  shown: (line: TapeLine) => string,
): NearestEntry | null {
  const group = closest(lines, question)
  const entries = group.slice(0, MOST_READ).map((line) => ({ line, entry: read(line) }))
  const ranked = entries
    .map((each) => ({ ...each, distance: tapeDistance(each.entry, question) }))
    .sort((a, b) => a.distance[0] - b.distance[0] || a.distance[1] - b.distance[1] || a.distance[2] - b.distance[2])
  const [first] = ranked
  if (!first) return null
  const alike = entries.filter(({ entry }) => tapeDifferences(entry, question).length === 0).map(({ entry }) => entry)
  return {
    entry: first.entry,
    at: shown(first.line),
    trials: new Set(alike.map(({ trial }) => trial)).size,
    calls: new Set(alike.filter(({ trial }) => trial === question.trial).map(({ nth }) => nth)).size,
  }
}

function closest(lines: readonly TapeLine[], question: TapeQuestion): TapeLine[] {
  const likeness = ({ task, model, case: caseId, phase }: TapeLine): number => {
    const [ofTask, ofModel] = [task === question.task, model === question.model.label]
    if (!ofTask && !ofModel) return 0
    return (ofTask ? 8 : 0) + (ofModel ? 4 : 0) + (phase === question.phase ? 2 : 0) + (caseId === question.case && ofTask ? 1 : 0)
  }
  const most = lines.reduce((best, line) => Math.max(best, likeness(line)), 0)
  return most === 0 ? [] : lines.filter((line) => likeness(line) === most)
}
