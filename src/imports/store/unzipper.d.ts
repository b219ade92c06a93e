/** The part of the zip reader that is used here: entries one after the other, as the reader of workbooks takes them. */
declare module 'unzipper' {
  import type { Duplex, Readable } from 'node:stream'

  export type Entry = Readable & { readonly path: string }
  export function Parse(options: { readonly forceStream: true }): Duplex & AsyncIterable<Entry>
}
