import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isUniqueViolation } from '@/platform/db/errors'
import { keptStatement, runKept, StatementError } from '@/platform/db/kept'
import { createTestDatabase, type TestDatabase } from '../support/database'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const SUM = keptStatement('SELECT {a}::int + {b}::int + {a}::int AS sum')
const COUNTER = keptStatement(
  'INSERT INTO number_counter (unit_id, year, last) VALUES ({unitId}::uuid, 2026, 1)',
)
const unitId = '0190aaaa-0000-7000-8000-000000000001'

describe('kept statements', () => {
  test('a value that is named twice is sent once', () => {
    expect(SUM.parameters).toEqual(['a', 'b'])
    expect(SUM.text).toContain('$1::int + $2::int + $1::int')
  })

  test('give the same straight to the pool and inside a transaction', async () => {
    const { db } = database
    expect(await runKept(db, SUM, { a: 1, b: 2 })).toEqual([{ sum: 4 }])
    expect(await db.$transaction((tx) => runKept(tx, SUM, { a: 1, b: 2 }))).toEqual([{ sum: 4 }])
  })

  test('inside a transaction they are undone with it', async () => {
    const { db } = database
    const undone = db.$transaction(async (tx) => {
      await runKept(tx, COUNTER, { unitId })
      throw new Error('changed my mind')
    })
    await expect(undone).rejects.toThrow('changed my mind')
    expect(await db.numberCounter.count({ where: { unitId } })).toBe(0)
  })

  test('a value that is there already is told apart', async () => {
    const { db } = database
    await runKept(db, COUNTER, { unitId })
    const again = await runKept(db, COUNTER, { unitId }).catch((error: unknown) => error)
    expect(again).toBeInstanceOf(StatementError)
    expect(isUniqueViolation(again)).toBe(true)
  })

  test('what the database says of a value never reaches the error', async () => {
    const refused = await runKept(database.db, SUM, { a: '13912345678x', b: 1 }).catch(
      (error: unknown) => error,
    )
    expect(String(refused)).toMatch(/^StatementError: 22\w+ malformed value$/)
    expect(JSON.stringify(refused) + String((refused as Error).stack)).not.toContain('13912345678')
  })

  test('a missing value is a mistake of the caller', async () => {
    await expect(runKept(database.db, SUM, { a: 1 })).rejects.toThrow('the statement needs b')
  })
})
