/** Marks text for a terminal. */
export interface Paint {
  bold(text: string): string
  dim(text: string): string
  red(text: string): string
  green(text: string): string
  yellow(text: string): string
}

const wrapped =
  (open: number, close: number) =>
  (text: string): string =>
    `\u001b[${open}m${text}\u001b[${close}m`
const plain = (text: string): string => text

/** Colours, or none. */
export const paintWith = (color: boolean): Paint =>
  color
    ? { bold: wrapped(1, 22), dim: wrapped(2, 22), red: wrapped(31, 39), green: wrapped(32, 39), yellow: wrapped(33, 39) }
    : { bold: plain, dim: plain, red: plain, green: plain, yellow: plain }
