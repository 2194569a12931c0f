import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { recordsFolder } from '../records/run-paths.ts'
import { REPORTS_PATH } from './reports-path.ts'

/** Reports behind Vitest's server, for its UI: under a token, because this path is not behind the UI's own. */
export interface ServedReports {
  /** Path on that server; a report stands below it, at USE-CASE/RUN-ID. */
  path: string
  /** Answers requests below `REPORTS_PATH`. */
  answer(request: IncomingMessage, response: ServerResponse): void
}

/** Serves `report.html` of the runs in a results folder, and nothing else. */
export function serveReports(resultsFolder: string): ServedReports {
  const token = randomBytes(18).toString('base64url')
  return {
    path: `${REPORTS_PATH}${token}`,
    answer(request, response) {
      const [given = '', useCase = '', runId = '', ...rest] = (request.url ?? '').replace(/^\//, '').split(/[/?]/)
      if (request.method !== 'GET' || !isSame(given, token) || rest.length > 0) return say(response, 404, 'There is nothing here.')
      void send(resultsFolder, useCase, runId, response)
    },
  }
}

async function send(resultsFolder: string, useCase: string, runId: string, response: ServerResponse): Promise<void> {
  try {
    const file = join(recordsFolder(resultsFolder, useCase, runId), 'report.html')
    const { size } = await stat(file)
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': size, 'cache-control': 'no-store' })
    createReadStream(file).pipe(response)
  } catch {
    say(response, 404, 'The comparison is written when the run has ended. Load this page again then.')
  }
}

function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text)
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
