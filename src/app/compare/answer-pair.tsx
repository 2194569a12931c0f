import { useMemo } from 'react'
import type { KeptText } from '../../schema/embedded-report.ts'
import { useText } from '../data/use-text.ts'
import { prettyJson } from '../format/pretty-json.ts'
import type { AnswerRow } from './answer-row.ts'
import { diffWords } from './diff-words.ts'
import type { PairNames } from './pair-names.ts'
import { PairSide } from './pair-side.tsx'

/** Characters of each answer that are compared and shown; its test has the rest. */
const COMPARED = 20_000
/** With less in common, marks would hide the text. */
const LEAST_COMMON = 0.2

const NOTHING: KeptText = ''

const shownText = (kept: ReturnType<typeof useText>): string => ((kept.whole && prettyJson(kept.text)) || kept.text).slice(0, COMPARED)

/** Two answers side by side; what one of them has alone is marked. */
export function AnswerPair({ a, b, names }: { a: AnswerRow | null; b: AnswerRow | null; names: PairNames }) {
  const textA = shownText(useText(a?.answer ?? NOTHING))
  const textB = shownText(useText(b?.answer ?? NOTHING))
  const diff = useMemo(() => diffWords(textA, textB), [textA, textB])
  const marked = textA !== '' && textB !== '' && diff.common >= LEAST_COMMON
  const count = (parts: typeof diff.a): number => parts.filter(({ changed, text }) => changed && text.trim() !== '').length
  const note =
    textA === '' || textB === ''
      ? null
      : textA === textB
        ? 'Both answers are the same.'
        : marked
          ? `${Math.floor(diff.common * 100)} % in common; marked: ${count(diff.a)} places that only A has, ${count(diff.b)} that only B has.`
          : 'These answers have little in common: differences are not marked.'
  const cut = [textA, textB].some(({ length }) => length === COMPARED)
  return (
    <>
      {note !== null && (
        <p className="note diff-note">
          {note}
          {cut && ' Only the first 20,000 characters are shown.'}
        </p>
      )}
      <div className="answer-pair">
        <PairSide letter="A" names={names} row={a} parts={marked ? diff.a : [{ text: textA, changed: false }]} />
        <PairSide letter="B" names={names} row={b} parts={marked ? diff.b : [{ text: textB, changed: false }]} />
      </div>
    </>
  )
}
