import type { Answer, Completion } from './answer.ts'
import type { CallRecord } from './call.ts'
import type { ComparedTrial, ComparisonSource } from './comparison-source.ts'
import type { Message, ModelRequest } from './model-request.ts'
import type { TrialRecord } from './trial-record.ts'

/** Stands in the HTML template where the data blocks go; appears there once. */
export const DATA_PLACE = '<!--taskbench:data-->'

/** What a data block of a page holds: what the page shows (one report, one comparison of runs, or one benchmark), or a JSON array of details, answers or texts. */
export type BlockKind = 'report' | 'comparison' | 'benchmark' | 'details' | 'answers' | 'texts'

/** A text that is stored once for all who use it. */
export interface TextReference {
  /** Index over all blocks of texts. */
  text: number
  /** Its length in UTF-16 units. */
  length: number
  /** Its beginning: enough for lists and search; empty where only the whole is of use. */
  head: string
}

/** A short text as it is, or a reference to a long or repeated one. */
export type KeptText = string | TextReference

export type EmbeddedMessage = Omit<Message, 'content'> & { content: KeptText }
export type EmbeddedAnswer = Omit<Answer, 'text'> & { text: KeptText }

/** A request whose tools and schema, where it has any, are one JSON text. */
export interface EmbeddedRequest {
  messages: EmbeddedMessage[]
  params: ModelRequest['params']
  /** JSON of `{ tools, outputSchema }`; `null`: neither. */
  extras: KeptText | null
}

/** Without what its trial says as well, and hashes, which no reader looks at and nothing compresses. */
export type EmbeddedCall = Omit<
  CallRecord,
  'schema' | 'requestHash' | 'task' | 'case' | 'trial' | 'simulated' | 'request' | 'completion'
> & {
  request: EmbeddedRequest
  completion: (Omit<Completion, 'text'> & { text: KeptText }) | null
}

/** `output` is JSON text; `null` where it says no more than the answer's text. `quality`: its quality score, `null` where nothing was decided. */
export type EmbeddedTrial = Omit<TrialRecord, 'schema' | 'runId' | 'caseHash' | 'callIds' | 'ingredients' | 'answer' | 'output'> & {
  answer: EmbeddedAnswer | null
  output: KeptText | null
  quality: number | null
}

/** A comparison of runs as its page carries it. */
export type EmbeddedComparison = Pick<ComparisonSource, 'found' | 'cases'>

/** An answer of a comparison of runs. */
export type EmbeddedAnswerOfSide = Omit<ComparedTrial, 'answer'> & { answer: KeptText | null }

/** A trial and its calls as the HTML report carries them. */
export interface EmbeddedDetail {
  trial: EmbeddedTrial
  calls: EmbeddedCall[]
}
