import type { EmbeddedCall } from '../../schema/embedded-report.ts'
import { LongText } from '../parts/long-text.tsx'
import { ToolCalls } from './tool-calls.tsx'

/** The messages that a call sent, its parameters, tools and schema. */
export function PromptView({ call }: { call: EmbeddedCall | null }) {
  if (call === null) return <p className="note">No call was recorded for this trial.</p>
  const { messages, params, extras } = call.request
  return (
    <>
      <ol className="messages">
        {messages.map((message, index) => (
          <li key={`${index} ${message.role}`} className={`message message-${message.role}`}>
            <h4>{message.role}</h4>
            <LongText text={message.content} label={`Message ${index + 1}, ${message.role}`} limit={1_500} />
            <ToolCalls calls={message.toolCalls ?? []} />
          </li>
        ))}
      </ol>
      {Object.keys(params).length > 0 && (
        <p className="note">
          Parameters <code>{JSON.stringify(params)}</code>
        </p>
      )}
      {extras !== null && (
        <details>
          <summary>Tools and schema</summary>
          <LongText text={extras} label="Tools and schema" />
        </details>
      )}
    </>
  )
}
