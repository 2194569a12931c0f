import { createContext, use } from 'react'
import type { TextLibrary } from './text-library.ts'

/** What views of every kind of page read from. */
export interface PageData {
  texts: TextLibrary
  /** Labels of simulated models: they are marked wherever they are named. */
  simulated: ReadonlySet<string>
}

export const PageContext = createContext<PageData | null>(null)

/** What the page carries for all of its views. */
export function usePage(): PageData {
  const data = use(PageContext)
  if (data === null) throw new Error('No page around this view')
  return data
}
