interface Options {
  readonly env?: NodeJS.ProcessEnv
  readonly cwd?: string
  /** Told the latest line on standard error. */
  readonly onLine?: (line: string) => void
}
export declare class CommandFailed extends Error {
  constructor(what: string, output: string)
  readonly output: string
}
export declare function runQuietly(
  what: string,
  program: string,
  args: readonly string[],
  options?: Options,
): Promise<string>
export declare function runForOutcome(
  program: string,
  args: readonly string[],
  options?: Options,
): Promise<{ code: number; output: string; stdout: string }>
export declare function stopRunning(): void
export declare function npmCommand(...args: string[]): [program: string, args: string[]]
