import type { Result } from '@/kernel/result'
import { ok, RefusedError } from '@/kernel/result'
import { actorId, type Ctx, reader } from '@/platform/context'
import { type NotificationKind, type Told, targetOf } from './rules/kinds'
import { insertNotifications, type NewNotification } from './store'
import { loadTold, setAllRead, setRead } from './store/read'

export { NOTIFICATION_KINDS, type NotificationKind } from './rules/kinds'
export type { NewNotification } from './store'

/** Leaves a notification in the current transaction; open pages of the recipient hear of it at commit. */
export async function notify(ctx: Ctx, notification: NewNotification): Promise<void> {
  await notifyAll(ctx, [notification])
}

/** The same for several people in one statement. */
export async function notifyAll(ctx: Ctx, notifications: readonly NewNotification[]): Promise<void> {
  if (notifications.length === 0) return
  await insertNotifications(reader(ctx), notifications, ctx.clock())
}

/** Marks one of the reader's own as read. Marking it again changes nothing. */
export async function markRead(ctx: Ctx, id: string): Promise<Result<{ marked: number }>> {
  return ok({ marked: await setRead(reader(ctx), readerId(ctx), id, ctx.clock()) })
}

/**
 * Marks the reader's own as read: all, or those of one kind, up to the moment the list was shown, so that what came in
 * since stays unread.
 */
export async function markAllRead(
  ctx: Ctx,
  { kind, shownAt }: { kind: NotificationKind | null; shownAt: Date },
): Promise<Result<{ marked: number }>> {
  return ok({ marked: await setAllRead(reader(ctx), readerId(ctx), kind, shownAt, ctx.clock()) })
}

/** Marks it read and says where it leads. Throws `not_found` when it is somebody else's. */
export async function openNotification(ctx: Ctx, id: string): Promise<string> {
  const [told]: Told[] = await loadTold(reader(ctx), readerId(ctx), [id])
  if (!told) throw new RefusedError({ code: 'not_found' })
  if (told.readAt === null) await setRead(reader(ctx), readerId(ctx), id, ctx.clock())
  return targetOf(told) ?? '/notifications'
}

function readerId(ctx: Ctx): string {
  const id = actorId(ctx)
  if (id === null) throw new Error('only people read notifications')
  return id
}
