import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deleteEmbeddedDatabase, startEmbeddedDatabase, withClient } from '@/platform/db/embedded'

describe('the database that npm start runs', () => {
  let project: string
  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), 'jiannuo-project-'))
  })
  afterAll(() => {
    deleteEmbeddedDatabase(project)
    rmSync(project, { recursive: true })
  })

  const permissionsOf = (name: string): number => statSync(join(project, '.jiannuo', name)).mode & 0o777

  it('is made once, keeps its data, and survives a lock file whose number belongs to another program', async () => {
    const first = await startEmbeddedDatabase(project)
    await withClient(first.url, (client) => client.query(`CREATE TABLE kept AS SELECT '承诺'::text AS word`))
    await first.cluster.stop()
    const secrets = readFileSync(join(project, '.jiannuo', 'secrets.json'), 'utf8')
    expect(permissionsOf('secrets.json')).toBe(0o600)

    // As after a kill -9 in a container, where numbers come round quickly: this one is the test itself.
    const lock = [
      process.pid,
      join(first.folder, 'data'),
      1,
      first.cluster.port,
      '',
      '127.0.0.1',
      '',
      'ready',
    ]
    writeFileSync(join(first.folder, 'data', 'postmaster.pid'), lock.join('\n'))

    const second = await startEmbeddedDatabase(project)
    try {
      const { rows } = await withClient(second.url, (client) => client.query('SELECT word FROM kept'))
      expect(rows).toEqual([{ word: '承诺' }])
      expect(second.cluster.port).toBe(first.cluster.port)
      expect(readFileSync(join(project, '.jiannuo', 'secrets.json'), 'utf8')).toBe(secrets)
    } finally {
      await second.cluster.stop()
    }
  })

  it('takes over from a server that an earlier start left running', async () => {
    const forgotten = await startEmbeddedDatabase(project)
    const next = await startEmbeddedDatabase(project)
    try {
      await forgotten.cluster.ended
      await withClient(next.url, (client) => client.query('SELECT word FROM kept'))
    } finally {
      await next.cluster.stop()
    }
  })

  it('says what to do when its secrets are gone', async () => {
    rmSync(join(project, '.jiannuo', 'secrets.json'))
    await expect(startEmbeddedDatabase(project)).rejects.toThrow('--fresh --yes')
  })
})
