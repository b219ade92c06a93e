import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import type { Ctx } from '@/platform/context'
import { DATA_KEY } from './case-actors'
import { createTestDatabase, type TestDatabase } from './database'

/** An empty database with the settings a demonstration carrier is loaded with; `end` removes all of it. */
export async function demoWorld(): Promise<{ database: TestDatabase; ctx: Ctx; end: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'jiannuo-demo-'))
  vi.stubEnv('JIANNUO_DATA_KEY', DATA_KEY)
  vi.stubEnv('JIANNUO_FILES_DIR', folder)
  const database = await createTestDatabase()
  const ctx: Ctx = {
    db: database.db,
    actor: { kind: 'system', name: 'test' },
    clock: () => new Date(),
    locale: 'zh-CN',
  }
  const end = async (): Promise<void> => {
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  }
  return { database, ctx, end }
}
