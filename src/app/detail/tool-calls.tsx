import type { ToolCall } from '../../schema/model-request.ts'
import { visibleText } from '../format/visible-text.ts'
import { LongText } from '../parts/long-text.tsx'

/** Calls of tools that a model asked for. */
export function ToolCalls({ calls }: { calls: readonly ToolCall[] }) {
  if (calls.length === 0) return null
  return (
    <ul className="tool-calls">
      {calls.map((call, index) => (
        <li key={`${index} ${call.name}`}>
          <code>{visibleText(call.name)}</code>
          <LongText
            text={typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments)}
            label={`Arguments of ${call.name}`}
            limit={1_000}
          />
        </li>
      ))}
    </ul>
  )
}
