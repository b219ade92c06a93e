import pg from 'pg'
import { Prisma } from './generated/client'

const { builtins } = pg.types

/** Instants as Postgres writes them to a session in UTC, e.g. `2026-02-17 08:30:00.25+00`. */
const UTC_INSTANT = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?\+00$/

function instantOf(text: string): unknown {
  const found = UTC_INSTANT.exec(text)
  // `infinity`, years before Christ, and whatever else is seldom.
  if (!found) return pg.types.getTypeParser(builtins.TIMESTAMPTZ)(text)
  const [, year, month, day, hour, minute, second, fraction = ''] = found
  return new Date(
    Date.UTC(
      Number(year),
      Number(month) - 1,
      Number(day),
      Number(hour),
      Number(minute),
      Number(second),
      Number(fraction.padEnd(3, '0').slice(0, 3)),
    ),
  )
}

const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  [builtins.INT8]: BigInt,
  [builtins.NUMERIC]: (text) => new Prisma.Decimal(text),
  // A day without a time is midnight UTC, whatever zone the process runs in.
  [builtins.DATE]: (text) => new Date(`${text}T00:00:00.000Z`),
  [builtins.TIMESTAMPTZ]: instantOf,
}

/**
 * Reads values of rows the way Prisma does, for statements that go past it: bigint and Decimal are exact, days are
 * midnight UTC. Instants keep milliseconds; finer digits are cut.
 */
export const ROW_TYPES: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : PARSERS[oid]) ??
    pg.types.getTypeParser(oid, format as 'text')) as pg.CustomTypesConfig['getTypeParser'],
}
