import { AppendFile } from './append-file.ts'

/** A file that is there from its first line on. */
export interface LazyFile {
  get(): AppendFile
  ifOpen(): AppendFile | null
}

export function lazyFile(file: string): LazyFile {
  let open: AppendFile | null = null
  return { get: () => (open ??= new AppendFile(file)), ifOpen: () => open }
}
