import { normalisePhone } from '@/customers/rules/identity'
import { phoneHashOf } from '@/customers/store'
import { type Ctx, type TxCtx, withTransaction } from '@/platform/context'
import { createLog } from '@/platform/log'
import { referenceOf } from '../rules/smpp'
import {
  insertParts,
  lockProviderIds,
  lockUntold,
  markSent,
  setTold,
  unsureMessages,
  untold,
} from '../store/delivery'
import { applyReport, insertReport, messageOfPart, type ReportRow } from '../store/reports'
import { attempt, type Reactions } from './reactions'

const log = createLog('messages')

/** A reaction that failed is tried again after this. */
const TELL_AGAIN_MS = 5 * 60_000

/** How a provider names a message of ours whose number we do not know yet. */
export type Reference = { readonly messageId: string } | { readonly phone: string; readonly attempt: number }

/**
 * Takes a provider's report about a part of a message. One that comes before our own commit waits for it; one that comes
 * twice changes nothing. With a `reference` it also settles an attempt whose answer was lost: what is reported was taken.
 * @returns whether it was new
 */
export async function reportDelivery(
  ctx: Ctx,
  report: ReportRow,
  react: Reactions,
  reference: Reference | null = null,
): Promise<boolean> {
  const done = await withTransaction(ctx, async (ctx) => {
    await lockProviderIds(ctx.tx, report.adapter, [report.providerId])
    const now = ctx.clock()
    const messageId =
      (await messageOfPart(ctx.tx, report.adapter, report.providerId)) ??
      (reference && (await resolveUnsure(ctx, report, reference, now)))
    const isNew = await insertReport(ctx.tx, report, messageId, now)
    if (!isNew || messageId === null) return isNew
    await applyReport(ctx.tx, messageId, report, now)
    await tellRoom(ctx, messageId, react)
    return true
  })
  return done.ok && done.value
}

/** The message a report speaks of, when its attempt ended, or may have ended, without an answer; it is sent then. */
async function resolveUnsure(
  ctx: TxCtx,
  report: ReportRow,
  reference: Reference,
  now: Date,
): Promise<string | null> {
  const unsure = await unsureMessages(
    ctx.tx,
    report.adapter,
    'messageId' in reference
      ? { messageId: reference.messageId }
      : { phoneHash: phoneHashOf(normalisePhone(reference.phone) ?? reference.phone) },
  )
  const found = unsure.find(
    ({ attemptId }) => 'messageId' in reference || referenceOf(attemptId) === reference.attempt,
  )
  if (!found || !(await markSent(ctx.tx, found, now))) return null
  await insertParts(ctx.tx, report.adapter, found.id, [report.providerId])
  return found.id
}

/** Tells the room of a message what became of it, when there is something it has not been told. */
export async function tellRoom(ctx: TxCtx, messageId: string, react: Reactions): Promise<void> {
  const message = await lockUntold(ctx.tx, messageId)
  if (!message) return
  const { id, subjectType, subjectId, ...rest } = message
  const told = await attempt(ctx, () =>
    react.onDelivery(ctx, { ...rest, messageId: id, subject: { type: subjectType, id: subjectId } }),
  )
  const failed = 'error' in told
  if (failed) log.error('reaction to a delivery failed', { message: id, error: told.error })
  await setTold(ctx.tx, id, failed ? new Date(ctx.clock().getTime() + TELL_AGAIN_MS) : null)
}

/** Tells what a failure, or a worker that died, left untold. @returns number of messages looked at */
export async function tellUntold(ctx: Ctx, react: Reactions): Promise<number> {
  const ids = await untold(ctx.db, ctx.clock())
  for (const id of ids) await withTransaction(ctx, (ctx) => tellRoom(ctx, id, react))
  return ids.length
}
