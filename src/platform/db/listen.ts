import pg from 'pg'
import { databaseSettings } from '../env'
import { createLog } from '../log'

const log = createLog('listen')

const firstRetryMs = 200
const longestRetryMs = 10_000
const aliveCheckMs = 30_000

type OnPayload = (payload: string) => void

interface Subscription {
  readonly channel: string
  readonly onPayload: OnPayload
  /** Called after a lost connection is back: whatever was sent in between is gone, so read again. */
  readonly onGap: (() => void) | undefined
}

/**
 * One connection that hears Postgres notifications for any number of subscribers. It opens with the first
 * subscriber, closes with the last, and comes back by itself when the server restarts.
 */
export class NotificationListener {
  private readonly subscriptions = new Set<Subscription>()
  private client: pg.Client | undefined
  private retry: NodeJS.Timeout | undefined
  private aliveCheck: NodeJS.Timeout | undefined
  private retryMs = firstRetryMs
  private hadConnection = false
  private ready: Promise<void> | undefined

  constructor(private readonly url: string) {}

  /**
   * Calls `onPayload` with every notification on the channel until the returned function is called.
   * `started` resolves when the server has confirmed the subscription.
   */
  listen(
    channel: string,
    onPayload: OnPayload,
    onGap?: () => void,
  ): { stop: () => void; started: Promise<void> } {
    const subscription: Subscription = { channel, onPayload, onGap }
    const isNewChannel = ![...this.subscriptions].some((each) => each.channel === channel)
    this.subscriptions.add(subscription)
    if (!this.ready) this.ready = this.connect()
    else if (isNewChannel) this.ready = this.ready.then(() => this.hear(channel))
    return { stop: () => this.remove(subscription), started: this.ready }
  }

  private remove(subscription: Subscription): void {
    if (!this.subscriptions.delete(subscription)) return
    if (this.subscriptions.size === 0) this.close()
    // A channel nobody reads any more is left subscribed until the connection closes; its payloads are dropped.
  }

  private close(): void {
    clearTimeout(this.retry)
    clearInterval(this.aliveCheck)
    const client = this.client
    this.client = undefined
    this.ready = undefined
    this.hadConnection = false
    this.retryMs = firstRetryMs
    client?.end().catch(() => undefined)
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'jiannuo-listen',
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    })
    this.client = client
    client.on('notification', ({ channel, payload }) => this.deliver(channel, payload ?? ''))
    client.on('error', () => this.lost(client))
    client.on('end', () => this.lost(client))
    try {
      await client.connect()
      for (const channel of new Set([...this.subscriptions].map((each) => each.channel)))
        await this.hear(channel)
    } catch (error) {
      log.warn('cannot listen for changes yet', { error })
      this.lost(client)
      return
    }
    if (this.client !== client) return
    this.retryMs = firstRetryMs
    this.aliveCheck = setInterval(() => client.query('SELECT 1').catch(() => this.lost(client)), aliveCheckMs)
    this.aliveCheck.unref()
    if (this.hadConnection) for (const each of [...this.subscriptions]) each.onGap?.()
    this.hadConnection = true
  }

  private async hear(channel: string): Promise<void> {
    await this.client?.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
  }

  private deliver(channel: string, payload: string): void {
    for (const each of [...this.subscriptions]) {
      if (each.channel !== channel) continue
      try {
        each.onPayload(payload)
      } catch (error) {
        // One subscriber's failure must not keep the others from hearing.
        log.error('a subscriber failed', { channel, error })
      }
    }
  }

  private lost(client: pg.Client): void {
    if (this.client !== client) return
    clearInterval(this.aliveCheck)
    client.end().catch(() => undefined)
    this.client = undefined
    this.retry = setTimeout(() => {
      this.ready = this.connect()
    }, this.retryMs)
    this.retryMs = Math.min(this.retryMs * 2, longestRetryMs)
  }
}

// Kept on globalThis for the same reason as the database client: one connection per process, also in development.
const shared: { jiannuoListener?: NotificationListener } = globalThis as {
  jiannuoListener?: NotificationListener
}

/**
 * Hears the notifications (`NOTIFY channel, payload`) of this process's database until `stop` is called. `started`
 * resolves when the server has confirmed it (or could not be reached yet; then it is tried again).
 */
export function listen(
  channel: string,
  onPayload: OnPayload,
  onGap?: () => void,
): { stop: () => void; started: Promise<void> } {
  shared.jiannuoListener ??= new NotificationListener(databaseSettings().url)
  return shared.jiannuoListener.listen(channel, onPayload, onGap)
}
