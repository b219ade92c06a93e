import { Prisma } from './generated/client'
import { StatementError } from './kept'

const UNIQUE_VIOLATION = '23505'

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
