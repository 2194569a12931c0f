const hidden =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

const picture = (character: string): string => {
  const code = character.charCodeAt(0)
  if (code <= 0x1f) return String.fromCharCode(0x2400 + code)
  if (code === 0x7f) return '\u2421'
  return `\u27e8U+${code.toString(16).toUpperCase().padStart(4, '0')}\u27e9`
}

/** Text with control characters, direction marks, invisible characters and lone surrogates made visible; line ends and tabs stay. */
export const visibleText = (text: string): string => text.replaceAll('\r\n', '\n').replace(hidden, picture)
