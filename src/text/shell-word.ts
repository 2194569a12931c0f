const PLAIN = /^[\w@%+:,./-][\w@%+:,./=-]*$/

/** A text as one word of a shell's command line: quoted where a shell would read more into it. */
export function shellWord(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
}
