/** What an open page hears: that data it may show has changed, or that its reader was told something. No data. */
export type LiveEvent = 'change' | 'notice'

/** Listens on a channel of the database until stopped; `started` when the database has confirmed it. */
export type Subscribe = (
  channel: string,
  onPayload: (payload: string) => void,
  onGap: () => void,
) => { readonly stop: () => void; readonly started: Promise<void> }

/** Units whose changes a person may hear of; null: all. */
export type LiveScope = readonly string[] | null

export type LiveClient = {
  /** The person's units may have changed since. */
  readonly setScope: (scope: LiveScope) => void
  readonly leave: () => void
  /** Resolves when the database is being listened to. */
  readonly ready: Promise<unknown>
}

export type LiveConnection = {
  readonly send: (event: LiveEvent) => void
  /** Ends the page's stream; the page comes back by itself. */
  readonly end: () => void
}

type Client = LiveConnection & {
  readonly staffId: string
  scope: LiveScope
  readonly pauses: Map<LiveEvent, Pause>
}

/** Runs after an event; `again`: another came meanwhile and is sent when it ends. */
type Pause = { again: boolean; readonly timer: NodeJS.Timeout }

/** Browsers open six connections to a host; a person with this many has several devices, or a page that loops. */
export const CONNECTIONS_PER_PERSON = 12

/**
 * Fans out what one LISTEN connection hears to the open pages of this process. An event that comes while another of its
 * kind is less than `coalesceMs` old is kept back until then, so an import of 100,000 rows is one event a second.
 */
export class LiveHub {
  private readonly clients = new Set<Client>()
  private readonly byUnit = new Map<string, Set<Client>>()
  private readonly byStaff = new Map<string, Set<Client>>()
  /** Those who hear of every unit. */
  private readonly everywhere = new Set<Client>()
  private subscriptions: ReturnType<Subscribe>[] = []

  constructor(
    private readonly subscribe: Subscribe,
    private readonly coalesceMs = 1_000,
  ) {}

  get size(): number {
    return this.clients.size
  }

  connectionsOf(staffId: string): number {
    return this.byStaff.get(staffId)?.size ?? 0
  }

  join(staffId: string, scope: LiveScope, connection: LiveConnection): LiveClient {
    const client: Client = { ...connection, staffId, scope, pauses: new Map() }
    if (this.clients.size === 0) this.start()
    this.clients.add(client)
    put(this.byStaff, staffId, client)
    this.index(client)
    return {
      setScope: (next) => {
        this.unindex(client)
        client.scope = next
        if (this.clients.has(client)) this.index(client)
      },
      leave: () => this.leave(client),
      ready: Promise.all(this.subscriptions.map(({ started }) => started)),
    }
  }

  /** Ends every stream, for a process that is about to stop: open streams would keep it from stopping. */
  endAll(): void {
    for (const client of [...this.clients]) client.end()
  }

  private leave(client: Client): void {
    if (!this.clients.delete(client)) return
    take(this.byStaff, client.staffId, client)
    this.unindex(client)
    for (const { timer } of client.pauses.values()) clearTimeout(timer)
    client.pauses.clear()
    if (this.clients.size > 0) return
    for (const { stop } of this.subscriptions.splice(0)) stop()
  }

  private start(): void {
    const onGap = () => {
      for (const client of this.clients) {
        this.tell(client, 'change')
        this.tell(client, 'notice')
      }
    }
    this.subscriptions = [
      this.subscribe('jiannuo_unit', (unitId) => this.unitChanged(unitId), onGap),
      // The gap of one connection is told once.
      this.subscribe(
        'jiannuo_staff',
        (staffId) => this.personTold(staffId),
        () => {},
      ),
    ]
  }

  private unitChanged(unitId: string): void {
    for (const client of this.everywhere) this.tell(client, 'change')
    for (const client of this.byUnit.get(unitId) ?? []) this.tell(client, 'change')
  }

  private personTold(staffId: string): void {
    for (const client of this.byStaff.get(staffId) ?? []) this.tell(client, 'notice')
  }

  /** The first at once, then at most one every `coalesceMs`; the last is never lost. */
  private tell(client: Client, event: LiveEvent): void {
    const running = client.pauses.get(event)
    if (running) {
      running.again = true
      return
    }
    const pause: Pause = {
      again: false,
      timer: setTimeout(() => {
        client.pauses.delete(event)
        if (pause.again) this.tell(client, event)
      }, this.coalesceMs),
    }
    client.pauses.set(event, pause)
    client.send(event)
  }

  private index(client: Client): void {
    if (client.scope === null) this.everywhere.add(client)
    else for (const unitId of client.scope) put(this.byUnit, unitId, client)
  }

  private unindex(client: Client): void {
    if (client.scope === null) this.everywhere.delete(client)
    else for (const unitId of client.scope) take(this.byUnit, unitId, client)
  }
}

function put(index: Map<string, Set<Client>>, key: string, client: Client): void {
  const known = index.get(key)
  if (known) known.add(client)
  else index.set(key, new Set([client]))
}

function take(index: Map<string, Set<Client>>, key: string, client: Client): void {
  const known = index.get(key)
  known?.delete(client)
  if (known?.size === 0) index.delete(key)
}
