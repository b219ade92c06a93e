import { inject } from 'vitest'
import { createDb, type Db } from '@/platform/db/client'
import { copyTemplate, dropDatabase, testDatabaseUrl } from './cluster'

export interface TestDatabase {
  /** Address for the application's role: the owner of the database, no superuser. */
  readonly url: string
  readonly db: Db
  /** Disconnects and removes the database; for `afterAll`. */
  readonly drop: () => Promise<void>
}

/**
 * A migrated, empty database for one test file:
 *
 *   let test: TestDatabase
 *   beforeAll(async () => { test = await createTestDatabase() })
 *   afterAll(() => test.drop())
 */
export async function createTestDatabase({ max = 10 }: { max?: number } = {}): Promise<TestDatabase> {
  const postgres = inject('testPostgres')
  const name = await copyTemplate(postgres)
  const url = testDatabaseUrl(postgres, name)
  const db = createDb(url, { max })
  return {
    url,
    db,
    drop: async () => {
      await db.$disconnect()
      await dropDatabase(postgres, name)
    },
  }
}
