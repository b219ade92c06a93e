import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDb } from '@/platform/db/client'
import { withClient } from '@/platform/db/embedded'
import { NotificationListener } from '@/platform/db/listen'
import { startTestCluster, type TestCluster } from '../support/cluster'
import { createTestDatabase, type TestDatabase } from '../support/database'

/** A value that is set once by an event. */
function once<T>(): { value: Promise<T>; set: (value: T) => void } {
  let set: (value: T) => void = () => undefined
  const value = new Promise<T>((resolve) => {
    set = resolve
  })
  return { value, set }
}

describe('database', () => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await createTestDatabase()
  })
  afterAll(() => test.drop())

  it('finds trigrams in Chinese text', async () => {
    const rows = await test.db.$queryRaw<
      { alike: number }[]
    >`SELECT similarity('宽带故障', '宽带故障维修') AS alike`
    expect(rows[0]?.alike).toBeGreaterThan(0.3)
  })

  it('runs every session in UTC, whatever the server says', async () => {
    await withClient(test.url, (client) => client.query(`ALTER ROLE jiannuo SET timezone = 'Asia/Shanghai'`))
    const db = createDb(test.url)
    try {
      const instant = new Date('2026-02-14T01:02:03.004Z')
      const rows = await db.$queryRaw<{ zone: string; same: Date }[]>`
        SELECT current_setting('TimeZone') AS zone, ${instant}::timestamptz AS same`
      expect(rows[0]?.zone).toBe('UTC')
      expect(rows[0]?.same).toEqual(instant)
    } finally {
      await db.$disconnect()
      await withClient(test.url, (client) => client.query('ALTER ROLE jiannuo RESET timezone'))
    }
  })

  it('is owned by a role that is no superuser', async () => {
    const rows = await test.db.$queryRaw<{ rolsuper: boolean }[]>`
      SELECT rolsuper FROM pg_roles WHERE rolname = current_user`
    expect(rows[0]?.rolsuper).toBe(false)
  })
})

describe('notifications', () => {
  let cluster: TestCluster
  beforeAll(async () => {
    cluster = await startTestCluster()
  })
  afterAll(() => cluster.stop())

  it('arrive, go on after the database was restarted, and tell of the gap', async () => {
    const listener = new NotificationListener(cluster.emptyDatabaseUrl)
    const [first, second, gap] = [once<string>(), once<string>(), once<void>()]
    const heard: string[] = []
    const { stop, started } = listener.listen(
      'case changed',
      (payload) => {
        heard.push(payload)
        if (payload === 'one') first.set(payload)
        if (payload === 'two') second.set(payload)
      },
      () => gap.set(),
    )
    await started
    const notify = (payload: string) =>
      withClient(cluster.emptyDatabaseUrl, (client) =>
        client.query(`SELECT pg_notify('case changed', $1)`, [payload]),
      )
    await notify('one')
    expect(await first.value).toBe('one')

    await cluster.restart()
    await gap.value
    await notify('two')
    expect(await second.value).toBe('two')
    stop()
    expect(heard).toEqual(['one', 'two'])
  })
})
