const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => {
  const binary = atob(base64)
  const bytes = new Uint8Array(binary.length)
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index)
  return bytes
}

/** The JSON value in a data block (gzip in base64). Rejects when the block is damaged. */
export async function decodeBlock<T>(block: Element): Promise<T> {
  const stream = new Blob([bytesOf(block.textContent ?? '')]).stream().pipeThrough(new DecompressionStream('gzip'))
  return (await new Response(stream).json()) as T
}
