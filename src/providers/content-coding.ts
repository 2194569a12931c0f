/** The compression of a body, which nothing here asks for; `null`: none. */
export function contentCoding(headers: Pick<Headers, 'get'>): string | null {
  const coding = headers.get('content-encoding')?.trim().toLowerCase() ?? ''
  return coding === '' || coding === 'identity' ? null : coding
}
