import type { FigureName } from '../../schema/benchmark-report.ts'

/** How a figure of requests is called, and what it says, in the order in which figures are offered. */
export const FIGURE_NAMES: Record<FigureName, { title: string; note: string }> = {
  firstTokenMs: { title: 'First token', note: 'From the request to the first part of the answer' },
  latencyMs: { title: 'Latency', note: 'From the request to the last part of the answer' },
  latencyFromScheduleMs: { title: 'Latency from schedule', note: 'From the time at which the request was due: waiting counts' },
  timePerOutputTokenMs: { title: 'Time per token', note: 'Between tokens, after the first part' },
  firstTokenFromScheduleMs: { title: 'First token from schedule', note: 'From the time at which the request was due' },
  firstVisibleMs: { title: 'First visible part', note: 'From the request to the first part that is not reasoning' },
  secondTokenMs: { title: 'Second part', note: 'From the first to the second part of the answer' },
  gapMs: { title: 'Gap between parts', note: 'Of all streams together' },
  tokenGapMs: { title: 'Gap between tokens', note: 'Of all streams together, by the server’s count of tokens with every part' },
  firstByteMs: { title: 'First byte', note: 'From the request to the headers of the answer' },
  queueMs: { title: 'Wait before sending', note: 'From the time at which the request was due to its start' },
  drainMs: { title: 'End of the stream', note: 'From the last part to the end' },
  serverTotalMs: {
    title: 'Server: whole request',
    note: 'As the server says; what we measure beyond it is the network’s and the client’s',
  },
  serverLoadMs: { title: 'Server: loading the model', note: 'As the server says; long where the model was cold' },
  serverTimePerOutputTokenMs: { title: 'Server: time per token', note: 'As the server says, while decoding' },
  decodeTokensPerSecond: { title: 'Tokens per second, decoding', note: 'After the first part' },
  tokensPerSecond: { title: 'Tokens per second, whole request', note: 'From the request to its end' },
  outputTokens: { title: 'Output tokens', note: 'Per request' },
  inputTokens: { title: 'Input tokens', note: 'Per request' },
}

export const FIGURE_ORDER = Object.keys(FIGURE_NAMES) as FigureName[]
