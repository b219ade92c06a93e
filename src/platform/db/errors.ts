import { Prisma } from './generated/client'
import { StatementError } from './kept'

const UNIQUE_VIOLATION = '23505'

/** Postgres' own code behind an error of ours or Prisma's; null when there is none. */
export function postgresCode(error: unknown): string | null {
  const code =
    error instanceof StatementError
      ? error.code
      : error instanceof Prisma.PrismaClientKnownRequestError
        ? originalCode(error.meta)
        : null
  return typeof code === 'string' ? code : null
}

/** Prisma ended a transaction that took longer than it may. */
export const isTransactionTimeout = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2028'

/** The database refused a value that is there already, in a query of Prisma's or in one of ours. */
export function isUniqueViolation(error: unknown): boolean {
  if (error instanceof StatementError) return error.code === UNIQUE_VIOLATION
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false
  return error.code === 'P2002' || originalCode(error.meta) === UNIQUE_VIOLATION
}

/** Postgres' own code behind an error of a raw query. */
function originalCode(meta: unknown): unknown {
  const driverError = property(meta, 'driverAdapterError')
  return property(property(driverError, 'cause'), 'originalCode')
}

const property = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
