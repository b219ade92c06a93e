import { z } from 'zod'
import { actorId, type Ctx, reader } from '@/platform/context'
import type { StateKind } from '@/ui/state-kinds'
import { urgencyOf } from '@/ui/urgency'
import {
  dueAtOf,
  isSettled,
  isUrgent,
  NOTIFICATION_KINDS,
  type NotificationKind,
  type Told,
} from './rules/kinds'
import { countUnread, type ListKey, loadTold, pageOfNotifications, unreadSince } from './store/read'
import { labelOf, type NotificationWords, notificationWords, textOf } from './words'

const PAGE_ROWS = 30
/** Counts above are shown as "99+": nobody reads the difference, and the bell is asked for on every page. */
export const BELL_CAP = 100
const NEWS = 20
/** Writers are not in step: one that began earlier may commit later. The reader leaves out what it has seen. */
const OVERLAP_MS = 5_000

/** A notification in the reader's language. */
export type NotificationView = {
  readonly id: string
  readonly state: StateKind
  /** What happened, where the state's own word would say less. */
  readonly stateLabel: string | null
  readonly text: string
  readonly createdAt: Date
  readonly readAt: Date | null
  readonly timeZone: string
}

export type NotificationPage = {
  readonly rows: readonly NotificationView[]
  readonly kind: NotificationKind | null
  readonly nextHref: string | null
  readonly isFirst: boolean
  readonly unread: { readonly count: number; readonly isMore: boolean }
  readonly now: Date
}

const first = (value: unknown) => (Array.isArray(value) ? value[0] : value)
const addressSchema = z.object({
  kind: z.preprocess(first, z.enum(NOTIFICATION_KINDS).nullable().catch(null)),
  after: z.preprocess(first, z.string().max(200).optional().catch(undefined)),
})

/** One page of the reader's own notifications as the address asks: `kind`, `after`. */
export async function listNotifications(
  ctx: Ctx,
  params: Readonly<Record<string, string | string[] | undefined>>,
): Promise<NotificationPage> {
  const db = reader(ctx)
  const readerId = actorId(ctx) ?? ''
  const now = ctx.clock()
  const { kind, after: token } = addressSchema.parse(params)
  const after = readKey(token)
  const [keys, unread, t] = await Promise.all([
    pageOfNotifications(db, readerId, { kind, after, limit: PAGE_ROWS + 1 }),
    countUnread(db, readerId, 1001),
    notificationWords(ctx.locale),
  ])
  const shown = keys.slice(0, PAGE_ROWS)
  const told = await loadTold(
    db,
    readerId,
    shown.map(({ id }) => id),
  )
  const last = shown.at(-1)
  return {
    rows: told.map((each) => viewOf(t, each, ctx, now)),
    kind,
    nextHref: keys.length > PAGE_ROWS && last ? hrefOf(kind, keyToken(last)) : null,
    isFirst: after === null,
    unread: { count: Math.min(unread, 1000), isMore: unread > 1000 },
    now,
  }
}

/** Number on the bell; `BELL_CAP` stands for that many or more. */
export function bellCount(ctx: Ctx): Promise<number> {
  return countUnread(reader(ctx), actorId(ctx) ?? '', BELL_CAP)
}

export type BellNews = {
  readonly unread: number
  /** Urgent ones since shortly before the last look, newest first; some of them may have been shown. */
  readonly urgent: readonly { readonly id: string; readonly label: string; readonly text: string }[]
  /** ISO instant to ask from next time. */
  readonly at: string
}

/** What the bell shows after somebody was told something: the count, and what interrupts. */
export async function bellNews(ctx: Ctx, since: Date): Promise<BellNews> {
  const db = reader(ctx)
  const readerId = actorId(ctx) ?? ''
  const now = ctx.clock()
  const [unread, ids, t] = await Promise.all([
    countUnread(db, readerId, BELL_CAP),
    unreadSince(db, readerId, new Date(since.getTime() - OVERLAP_MS), NEWS),
    notificationWords(ctx.locale),
  ])
  const told = await loadTold(db, readerId, ids)
  return {
    unread,
    urgent: told
      .filter((each) => isUrgent(each, now))
      .map((each) => ({ id: each.id, label: labelOf(t, each), text: textOf(t, each, ctx.locale, now) })),
    // The newest seen, not the clock: the writers' clocks may be behind ours.
    at: (told[0]?.createdAt ?? since).toISOString(),
  }
}

function viewOf(t: NotificationWords, told: Told, ctx: Ctx, now: Date): NotificationView {
  return {
    id: told.id,
    state: stateOf(told, now),
    stateLabel: told.kind === 'step' ? null : labelOf(t, told),
    text: textOf(t, told, ctx.locale, now),
    createdAt: told.createdAt,
    readAt: told.readAt,
    timeZone: told.timeZone,
  }
}

/** How the thing stands now, not when it was told: a step of a promise kept since shows as kept. */
function stateOf(told: Told, now: Date): StateKind {
  switch (told.kind) {
    case 'step':
      return stepState(told, now)
    case 'upgraded':
      if (told.params.reason === 'reopened') return 'reopened'
      return told.params.reason === 'escalated' ? 'escalated' : 'upgraded'
    case 'import_done':
      return told.params.status === 'failed' ? 'failed' : 'done'
    case 'assigned':
      return 'info'
    case 'chased':
    case 'supervised':
    case 'group_warning':
    case 'notice_at_risk':
      return 'warning'
    case 'suspended_unproven':
      return 'error'
  }
}

function stepState(told: Told, now: Date): StateKind {
  const { owed } = told
  if (owed?.state === 'KEPT') return 'kept'
  if (owed?.state === 'WAIVED') return 'waived'
  if (owed?.state === 'VOID') return 'void'
  if (owed && isSettled(told)) return 'broken_fulfilled'
  const dueAt = dueAtOf(told)
  if (owed?.state === 'PAUSED' || dueAt === null) return 'paused'
  return urgencyOf(dueAt.getTime(), now.getTime())
}

export function hrefOf(kind: NotificationKind | null, after?: string): string {
  const query = new URLSearchParams()
  if (kind) query.set('kind', kind)
  if (after) query.set('after', after)
  return query.size > 0 ? `/notifications?${query}` : '/notifications'
}

const keySchema = z.tuple([z.boolean(), z.number().int(), z.uuid()])

const keyToken = ({ isRead, createdAt, id }: ListKey): string =>
  Buffer.from(JSON.stringify([isRead, createdAt.getTime(), id])).toString('base64url')

function readKey(token: string | undefined): ListKey | null {
  if (!token) return null
  try {
    const [isRead, createdMs, id] = keySchema.parse(
      JSON.parse(Buffer.from(token, 'base64url').toString('utf8')),
    )
    return { isRead, createdAt: new Date(createdMs), id }
  } catch {
    // Cut off or made up: the first page.
    return null
  }
}
