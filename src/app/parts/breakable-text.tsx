import { Fragment } from 'react'
import { visibleText } from '../format/visible-text.ts'

/** Behind these a long word may go on in the next line. */
const JOINTS = /(?<=[:/\-_.@,=|])(?=[^:/\-_.@,=|])/
/** Marks such a place; visible text has none. */
const BREAK = '\u0000'

/**
 * A text whose long words, such as names of models and checks, may be broken behind `:` `/` `-` and the like. It reads and copies as it is.
 * `whole`: words of at most so many characters are not broken.
 */
export function BreakableText({ text, whole = 24 }: { text: string; whole?: number }) {
  return visibleText(text)
    .replace(/\S+/g, (word) => (word.length > whole ? word.split(JOINTS).join(BREAK) : word))
    .split(BREAK)
    .map((part, index) => (
      <Fragment key={index}>
        {index > 0 && <wbr />}
        {part}
      </Fragment>
    ))
}
