import { shorten } from './shorten.ts'
import { stripControl } from './strip-control.ts'

/** Where GitHub shows an annotation. Lines and columns count from 1. */
export interface AnnotationPlace {
  file: string
  line?: number | undefined
  column?: number | undefined
  title?: string | undefined
}

/** Longest text of an annotation, in characters. */
const LONGEST = 4_000

/** An annotation as GitHub Actions reads it from the output: one line, whatever the texts hold. */
export function workflowCommand(level: 'error' | 'warning', { file, line, column, title }: AnnotationPlace, message: string): string {
  const properties = [
    `file=${property(file)}`,
    ...(line === undefined ? [] : [`line=${line}`]),
    ...(column === undefined ? [] : [`col=${column}`]),
    ...(title === undefined ? [] : [`title=${property(shorten(title, 200))}`]),
  ]
  return `::${level} ${properties.join(',')}::${data(shorten(message, LONGEST))}`
}

/**
 * Text in which GitHub Actions finds no command of its own: it takes lines that begin with two colons, white space aside, and whatever follows
 * `##[`. A character without width keeps them apart; nothing else is changed.
 */
export function withoutCommands(text: string): string {
  return text.replaceAll(/^([^\S\n]*)::/gm, '$1:\u200b:').replaceAll('##[', '##\u200b[')
}

const data = (text: string) => stripControl(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
