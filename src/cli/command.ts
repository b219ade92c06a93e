/** What a command reads from and writes to; tests pass their own. */
export type CommandIo = {
  readonly stdin: AsyncIterable<Uint8Array>
  readonly stdout: TextSink
  readonly stderr: TextSink
}

/** The part of a writable stream that commands use. `write` answers false when the reader is slow: then wait for `drain`. */
export type TextSink = {
  readonly write: (text: string) => boolean
  readonly once: (event: 'drain' | 'close', listener: () => void) => unknown
  readonly off: (event: 'drain' | 'close', listener: () => void) => unknown
}

/** One `jiannuo <name>`; the file `src/cli/commands/<name>.ts` exports it as `command`. */
export type Command = {
  /** One line for the list of commands. */
  readonly summary: string
  /** Arguments and an example, for `jiannuo <name> --help`. */
  readonly usage: string
  /** Exit code: 0 done, 1 failed, 2 wrong arguments. */
  readonly run: (args: readonly string[], io: CommandIo) => Promise<number>
}

/** Writes and, when the reader is slow, waits for it. A reader that has gone away ends the wait. */
export async function writeAndWait(sink: TextSink, text: string): Promise<void> {
  if (sink.write(text)) return
  await new Promise<void>((resolve) => {
    const done = (): void => {
      sink.off('drain', done)
      sink.off('close', done)
      resolve()
    }
    sink.once('drain', done)
    sink.once('close', done)
  })
}
