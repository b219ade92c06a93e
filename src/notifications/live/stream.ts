import type { LiveEvent, LiveHub, LiveScope } from './hub'

export type LiveStreamOptions = {
  readonly hub: LiveHub
  readonly staffId: string
  readonly scope: LiveScope
  /** Asked every `recheckMs`: the units the person may hear of by now, or `ended` when the session is over. */
  readonly recheck: () => Promise<LiveScope | 'ended'>
  /** Ends with the request. */
  readonly signal: AbortSignal
  readonly recheckMs?: number
  /** A comment this often keeps proxies from closing a quiet connection, and finds readers that are gone. */
  readonly heartbeatMs?: number
}

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // `no-transform` also keeps the server's own compression from holding events back.
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
} as const

/** Bytes a reader may leave unread before it is taken for gone. */
const BACKLOG_EVENTS = 100

/**
 * An event stream for one open page. Its events say that something happened, never what: `change` (rows of the person's
 * units) and `notice` (the person was told something). Answers when the database is being listened to, so that a page that reads its data
 * after that misses nothing.
 */
export async function liveStream(options: LiveStreamOptions): Promise<Response> {
  const { hub, staffId, signal, recheckMs = 60_000, heartbeatMs = 20_000 } = options
  const encoder = new TextEncoder()
  let ready: Promise<unknown> = Promise.resolve()
  /** Lets go of everything once; the stream itself is closed by whoever ended it. */
  let release = () => false

  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const close = () => {
          if (release()) controller.close()
        }
        const write = (text: string) => {
          if ((controller.desiredSize ?? 0) <= 0) close()
          else controller.enqueue(encoder.encode(text))
        }
        let number = 0
        const send = (event: LiveEvent) => write(`event: ${event}\nid: ${++number}\ndata: {}\n\n`)

        const client = hub.join(staffId, options.scope, { send, end: close })
        ready = client.ready
        const heartbeat = setInterval(() => write(': still here\n\n'), heartbeatMs)
        const check = repeat(recheckMs, async () => {
          const scope = await options.recheck()
          if (scope === 'ended') close()
          else client.setScope(scope)
        })
        let isOpen = true
        release = () => {
          if (!isOpen) return false
          isOpen = false
          client.leave()
          clearInterval(heartbeat)
          check.stop()
          signal.removeEventListener('abort', close)
          return true
        }
        if (signal.aborted) close()
        else {
          signal.addEventListener('abort', close)
          // The first bytes open the stream in the browser, whatever stands between.
          write('retry: 3000\n: open\n\n')
        }
      },
      cancel() {
        release()
      },
    },
    { highWaterMark: BACKLOG_EVENTS },
  )
  await ready
  return new Response(body, { headers: HEADERS })
}

/** Runs `work` every `everyMs`, the next only after the one before has ended; an error counts as "try again". */
function repeat(everyMs: number, work: () => Promise<void>): { stop: () => void } {
  let timer: NodeJS.Timeout
  let isStopped = false
  const next = () => {
    timer = setTimeout(() => {
      // The database may be away for a moment; until it answers, the last answer holds.
      work()
        .catch(() => undefined)
        .finally(() => {
          if (!isStopped) next()
        })
    }, everyMs)
  }
  next()
  return {
    stop: () => {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
