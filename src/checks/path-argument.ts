import { z } from 'zod'
import { checkPath } from '../paths/query-path.ts'

/** A JSONPath (RFC 9535) into the parsed answer, checked when the task is read. */
export const pathArgument = z
  .string()
  .min(1)
  .superRefine((path, context) => {
    const problem = checkPath(path)
    if (problem !== null) context.addIssue({ code: 'custom', message: problem })
  })
  .describe('JSONPath into the parsed answer')
