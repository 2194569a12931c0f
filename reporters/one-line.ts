import { shorten } from '../src/text/shorten.ts'
import { stripControl } from '../src/text/strip-control.ts'

/** Marks that change the direction of text or take no room: what is shown must be what is there. */
const INVISIBLE = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g

/** Any text as one visible line of at most `max` characters: control characters made visible, white space collapsed. */
export const oneLine = (text: string, max = 400): string =>
  shorten(stripControl(text).replaceAll(INVISIBLE, '').replaceAll(/\s+/g, ' ').trim(), max)
