const COMPRESSIONS: ReadonlySet<string> = new Set(['gzip', 'x-gzip', 'deflate', 'compress', 'x-compress', 'br', 'zstd', 'dcb', 'dcz'])

/** The compression of a body, which nothing here asks for; `null`: none. Servers write `none` or `utf-8` as well, to keep proxies from compressing a stream. */
export function contentCoding(headers: Pick<Headers, 'get'>): string | null {
  const codings = headers.get('content-encoding')?.toLowerCase().split(',') ?? []
  return codings.map((coding) => coding.trim()).find((coding) => COMPRESSIONS.has(coding)) ?? null
}
