/** The server's wall clock as its response says it, in milliseconds; this machine's where it does not: dates of a response are read against it. */
export function serverNowMs(headers: Headers): number {
  const said = Date.parse(headers.get('date') ?? '')
  return Number.isNaN(said) ? Date.now() : said
}
