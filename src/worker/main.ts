import type { Ctx } from '@/platform/context'
import { db, disconnectDb } from '@/platform/db/client'
import { databaseSettings } from '@/platform/env'
import { createLog } from '@/platform/log'
import { startWorker } from './worker'

const log = createLog('worker')

const ctx: Ctx = {
  db: db(),
  actor: { kind: 'system', name: 'worker' },
  clock: () => new Date(),
  locale: 'zh-CN',
}
const worker = await startWorker(ctx, databaseSettings().url)

let stopping = false
async function stop(signal: string): Promise<void> {
  if (stopping) return
  stopping = true
  log.info('stopping', { signal })
  await worker.stop()
  await disconnectDb()
  process.exit(0)
}
process.on('SIGTERM', () => void stop('SIGTERM'))
process.on('SIGINT', () => void stop('SIGINT'))
