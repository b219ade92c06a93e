/**
 * What the server pushes, shared by everything on the page that listens: browsers allow six connections to a host, so
 * one address has one stream however many parts of the page want it. A hidden tab lets go of its stream.
 */

/** `change`: data behind the pages changed; `notice`: the person was told something. Neither carries data. */
export type LiveEvent = 'change' | 'notice'

export type LiveListener = {
  readonly on: (event: LiveEvent) => void
  /** Whether the stream stands. Called at once when that is known, and after each change. */
  readonly onState?: (isLive: boolean) => void
}

const RETRY_MS = 30_000
const sources = new Map<string, LiveSource>()

/** Hears the stream at `url` until the returned function is called. In the browser only. */
export function listenLive(url: string, listener: LiveListener): () => void {
  const known = sources.get(url)
  const source = known ?? new LiveSource(url)
  if (!known) sources.set(url, source)
  source.add(listener)
  return () => {
    if (source.remove(listener) === 0) sources.delete(url)
  }
}

class LiveSource {
  private readonly listeners = new Set<LiveListener>()
  private stream: EventSource | null = null
  private isLive: boolean | null = null
  private retryTimer: ReturnType<typeof setTimeout> | undefined
  /** Events may have been missed: the stream was away, or the tab hidden. */
  private hasGap = false

  constructor(private readonly url: string) {}

  add(listener: LiveListener): void {
    this.listeners.add(listener)
    if (this.listeners.size === 1) {
      document.addEventListener('visibilitychange', this.onVisibility)
      if (!document.hidden) this.connect()
    } else if (this.isLive !== null) listener.onState?.(this.isLive)
  }

  /** @returns how many listeners are left */
  remove(listener: LiveListener): number {
    this.listeners.delete(listener)
    if (this.listeners.size === 0) {
      document.removeEventListener('visibilitychange', this.onVisibility)
      this.disconnect()
    }
    return this.listeners.size
  }

  private readonly onVisibility = (): void => {
    if (document.hidden) {
      this.hasGap = true
      this.disconnect()
    } else this.connect()
  }

  private connect(): void {
    if (this.stream) return
    clearTimeout(this.retryTimer)
    const stream = new EventSource(this.url)
    this.stream = stream
    stream.onopen = () => {
      this.setLive(true)
      if (this.hasGap) this.tell('change', 'notice')
      this.hasGap = false
    }
    stream.addEventListener('change', () => this.tell('change'))
    stream.addEventListener('notice', () => this.tell('notice'))
    stream.onerror = () => {
      this.hasGap = true
      this.setLive(false)
      // The browser reconnects by itself unless the server refused (signed out, too many windows).
      if (stream.readyState === EventSource.CLOSED) {
        this.stream = null
        this.retryTimer = setTimeout(() => this.connect(), RETRY_MS)
      }
    }
  }

  private disconnect(): void {
    clearTimeout(this.retryTimer)
    this.stream?.close()
    this.stream = null
  }

  private setLive(isLive: boolean): void {
    if (this.isLive === isLive) return
    this.isLive = isLive
    for (const listener of [...this.listeners]) listener.onState?.(isLive)
  }

  private tell(...events: LiveEvent[]): void {
    for (const listener of [...this.listeners]) for (const event of events) listener.on(event)
  }
}
