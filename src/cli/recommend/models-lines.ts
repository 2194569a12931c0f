import type { Part } from '../../recommend/part.ts'
import type { RankedModel } from '../../recommend/rank-for-use-case.ts'
import type { ModelsForUseCase } from '../../services/recommend-models.ts'
import { plainTable } from '../../../reporters/plain-table.ts'
import { wrapText } from '../../../reporters/wrap-text.ts'

/** What is printed of a ranking, its first places and all configured models: a table with the score and its parts, then the reasons of each row in words. */
export function modelsLines(
  { useCase, traits, ranked, runs, answer, priceDate, notes }: ModelsForUseCase,
  most: number,
  width = Infinity,
): string[] {
  const places = ranked.map((model, index) => ({ ...model, place: index + 1 }))
  const shown = places.filter(({ place, configured }) => place <= most || configured)
  const [first] = ranked
  const header = ['', 'model', 'score', 'range', ...(first?.parts ?? []).map(({ name, weight }) => `${name} ×${weight.toFixed(2)}`)]
  const table = plainTable(
    header,
    shown.map((model) => [`${model.place}`, nameOf(model), model.score.toFixed(3), rangeOf(model), ...model.parts.map(gradeOf)]),
    width,
  )
  const more = ranked.length - shown.length
  return [
    `${useCase}: ${traits.length === 0 ? 'no traits' : traits.join(', ')}; ${runs.length === 0 ? 'no earlier run' : `${runs.length} earlier ${runs.length === 1 ? 'run' : 'runs'}`}`,
    '',
    ...table,
    ...(more > 0 ? [`and ${more} more (--top, --json)`] : []),
    '',
    ...shown.flatMap((model) =>
      wrapText(`${model.place} ${nameOf(model)}: ${model.parts.map(({ name, reason }) => `${name}: ${reason}`).join(' · ')}`, width, '  '),
    ),
    '',
    'An order of preference, no verdict: – is not known and counts 0.5; the range is the score with every part at its worst and at its best.',
    `Prices are of ${answer.inputTokens} tokens in and ${answer.outputTokens} out (${answer.from})${priceDate === null ? '' : `, ${priceDate}`}.`,
    ...(shown.some(({ simulated }) => simulated) ? ['Figures of simulated models say nothing of a real one.'] : []),
    ...notes,
  ]
}

const nameOf = ({ model, simulated, configured }: RankedModel): string =>
  `${model}${simulated ? ' (simulated)' : ''}${configured ? '' : ' (not configured)'}`
const rangeOf = ({ low, high }: RankedModel): string => `${low.toFixed(2)}–${high.toFixed(2)}`
const gradeOf = ({ value }: Part): string => (value === null ? '–' : value.toFixed(2))
