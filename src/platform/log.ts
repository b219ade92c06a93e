import { type LogLevel, logLevel } from './env'

const rank: Record<LogLevel, number> = { debug: 10, info: 20, warn: 30, error: 40 }

/** Fields that may hold personal data or secrets; their values never reach a log. */
const secretField =
  /phone|mobile|identity|idnumber|password|secret|token|cookie|authorization|datakey|customername/i

export type LogFields = Readonly<Record<string, unknown>>

/** Prisma repeats a call it cannot make with all its values, which may be a customer's. */
const withoutValues = (text: string): string => text.replace(/(invocation:\s*\n)\{[\s\S]*?\n\}\n/g, '$1')

function plain(value: unknown): unknown {
  if (value instanceof Error) {
    const { name, message, stack } = value
    return { name, message: withoutValues(message), stack: stack && withoutValues(stack) }
  }
  if (typeof value === 'bigint') return value.toString()
  return value
}

function write(level: LogLevel, part: string, event: string, fields: LogFields): void {
  if (rank[level] < rank[logLevel()]) return
  const safe = Object.entries(fields).map(([key, value]) => [
    key,
    secretField.test(key) ? '[hidden]' : plain(value),
  ])
  const line = { at: new Date().toISOString(), level, part, event, ...Object.fromEntries(safe) }
  // Standard error, so that a command's output on standard output stays clean.
  process.stderr.write(`${JSON.stringify(line)}\n`)
}

/**
 * A logger of one part of the system: one JSON object a line on standard error.
 * `event` says what happened in a few words; whatever varies goes into `fields`.
 */
export function createLog(part: string) {
  return {
    debug: (event: string, fields: LogFields = {}) => write('debug', part, event, fields),
    info: (event: string, fields: LogFields = {}) => write('info', part, event, fields),
    warn: (event: string, fields: LogFields = {}) => write('warn', part, event, fields),
    error: (event: string, fields: LogFields = {}) => write('error', part, event, fields),
  }
}

export type Log = ReturnType<typeof createLog>
