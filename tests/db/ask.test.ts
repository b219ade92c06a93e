import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask } from '@/platform/db/ask'
import { Prisma } from '@/platform/db/generated/client'
import { readRows } from '@/platform/db/kept'
import { createTestDatabase, type TestDatabase } from '../support/database'

const { sql } = Prisma

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.drop())

describe('questions of one turn travel together', () => {
  it('answers each with its own rows in their order, in one trip and of one moment', async () => {
    const moment = sql`SELECT pg_backend_pid() AS backend, statement_timestamp()::text AS moment`
    const [numbers, none, one, other] = await Promise.all([
      ask<{ n: number }>(test.db, sql`SELECT n FROM generate_series(1, ${3}::int) n ORDER BY n DESC`),
      ask<{ n: number }>(test.db, sql`SELECT 1 AS n WHERE false`),
      ask<{ backend: number; moment: string }>(test.db, moment),
      ask<{ backend: number; moment: string }>(test.db, moment),
    ])
    expect(numbers).toEqual([{ n: 3 }, { n: 2 }, { n: 1 }])
    expect(none).toEqual([])
    expect(one).toEqual(other)
  })

  it('lets nobody pay for a neighbour: what fails fails alone', async () => {
    const [good, bad, empty] = await Promise.allSettled([
      ask<{ n: number }>(test.db, sql`SELECT 1 AS n`),
      ask(test.db, sql`SELECT 1 / ${0}::int AS n`),
      ask(test.db, sql`SELECT FROM no_such_table`),
    ])
    expect(good).toEqual({ status: 'fulfilled', value: [{ n: 1 }] })
    expect(bad).toMatchObject({ status: 'rejected', reason: { name: 'StatementError', code: '22012' } })
    expect(empty).toMatchObject({ status: 'rejected', reason: { name: 'StatementError', code: '42P01' } })
  })

  it('tells a single question why it was refused', async () => {
    await expect(ask(test.db, sql`SELECT nothing`)).rejects.toMatchObject({ code: '42703' })
  })

  it('makes of JSON what the reader wants', async () => {
    const [row] = await ask(
      test.db,
      sql`SELECT '2026-02-17 08:30:00.25+08'::timestamptz AS at, (9007199254740993)::text AS minor`,
      ({ at, minor }: { at: string; minor: string }) => ({ at: new Date(at), minor: BigInt(minor) }),
    )
    expect(row).toEqual({ at: new Date('2026-02-17T00:30:00.250Z'), minor: 9007199254740993n })
  })

  it('sees what its own transaction wrote, and nobody else does', async () => {
    await test.db.$transaction(async (tx) => {
      await tx.$executeRaw`CREATE TEMPORARY TABLE seen ON COMMIT DROP AS SELECT 7 AS n`
      expect(await ask(tx, sql`SELECT n FROM seen`)).toEqual([{ n: 7 }])
      await expect(ask(test.db, sql`SELECT n FROM seen`)).rejects.toMatchObject({ code: '42P01' })
    })
  })
})

describe('rows read past Prisma', () => {
  it('hold the same values as through it', async () => {
    const statement = sql`
      SELECT 9007199254740993::bigint AS big, 7::int AS small, 12.340::numeric AS exact, '2026-02-17'::date AS day,
             '2026-02-17 08:30:00+08'::timestamptz AS at, '2026-02-17 08:30:00.123456+08'::timestamptz AS finer,
             '1969-12-31 23:59:59.999+00'::timestamptz AS old, NULL::timestamptz AS never, true AS yes,
             '\\x00ff10'::bytea AS bytes, ARRAY['a', NULL]::text[] AS list, '{"a": [1]}'::jsonb AS json,
             '0199fe53-42a2-75f5-8772-6f4d095e2212'::uuid AS id`
    const [[direct], [prisma]] = await Promise.all([
      readRows<Record<string, unknown>>(test.db, statement),
      test.db.$queryRaw<Record<string, unknown>[]>(statement),
    ])
    const plain = (row: Record<string, unknown> = {}) => ({
      ...row,
      bytes: [...(row.bytes as Uint8Array)],
      exact: String(row.exact),
    })
    expect(plain(direct)).toEqual(plain(prisma))
  })

  it('keep an instant beyond the calendar', async () => {
    const [row] = await readRows<{ at: unknown }>(test.db, sql`SELECT 'infinity'::timestamptz AS at`)
    expect(row?.at).toBe(Number.POSITIVE_INFINITY)
  })
})
