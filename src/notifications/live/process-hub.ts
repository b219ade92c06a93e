import { listen } from '@/platform/db/listen'
import { LiveHub } from './hub'

// Kept on globalThis: one connection to the database per process, also when development reloads modules.
const shared: { jiannuoLiveHub?: LiveHub } = globalThis as { jiannuoLiveHub?: LiveHub }

/** The hub of this process; its connection to the database opens with the first page and closes with the last. */
export function liveHub(): LiveHub {
  shared.jiannuoLiveHub ??= new LiveHub(listen)
  return shared.jiannuoLiveHub
}
