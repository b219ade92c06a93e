import { listen } from '@/platform/db/listen'
import { isProduction } from '@/platform/env'
import { LiveHub } from './hub'

// Kept on globalThis: one connection to the database per process, also when development reloads modules.
const shared: { jiannuoLiveHub?: LiveHub } = globalThis as { jiannuoLiveHub?: LiveHub }

/** The hub of this process; its connection to the database opens with the first page and closes with the last. */
export function liveHub(): LiveHub {
  shared.jiannuoLiveHub ??= started()
  return shared.jiannuoLiveHub
}

function started(): LiveHub {
  const hub = new LiveHub(listen)
  // Next waits for its last response before it stops, and these never end by themselves. Development stops at once.
  if (isProduction())
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => hub.endAll())
  return hub
}
