import type { Result } from '../../schema/report.ts'
import { testKey } from '../data/test-row.ts'
import { saidBeside } from '../format/said-beside.ts'
import { visibleText } from '../format/visible-text.ts'
import { formatLocation } from '../location/app-location.ts'

const LONGEST = 80

/** What is shown in one line; the test has the rest. */
const cut = (text: string): string => visibleText(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text).replaceAll('\n', ' ')

/** One answer that failed a check: its case, which leads to its test, and what was found and expected there. */
export function ViolationExample({ task, model, example }: { task: string; model: string; example: Result['violations'][number] }) {
  const { check, case: caseId, trial, message, found, expected } = example
  const facts = [found === undefined ? '' : `found ${cut(found)}`, expected === undefined ? '' : `expected ${cut(expected)}`]
  const text = [cut(saidBeside(example)), facts.filter((fact) => fact !== '').join(', ')].filter((part) => part !== '').join('; ')
  return (
    <li title={visibleText(message)}>
      <a href={formatLocation({ view: 'tests', task, model, check, test: testKey(task, model, caseId, trial) })}>{visibleText(caseId)}</a>{' '}
      {text}
    </li>
  )
}
