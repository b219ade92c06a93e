import { newId } from '@/kernel/ids'
import { type Refusal, RefusedError, type Result } from '@/kernel/result'
import { notifyAll } from '@/notifications/service'
import { noticeOutlooks } from '@/obligations/queries/notice-needs'
import { previewGates } from '@/obligations/service/record'
import { findRecipients } from '@/organisation/queries/people'
import { orgTree } from '@/organisation/tree'
import { actorId, type Ctx, type TxCtx, withTransaction } from '@/platform/context'
import { formatInstant } from '@/ui/format'
import type { EventRow } from '../store/events'
import { holdsOf } from '../store/holds'
import type { DisputeLookup } from './dispute-lookup'
import { holdForDisputes } from './hold'
import { freshEvent, lockedEvent, patchEvent, recordEventFacts, refreshStanding } from './locked-event'

export type Permit = {
  readonly id: string
  readonly number: string
  readonly permitted: true
  /** The moment asked for. */
  readonly at: Date
}

type Asked = { readonly ref: string; readonly at: Date | null }

/**
 * Whether a suspension may be carried out at a moment (default: now). Refused to whoever asks while a notice is not proven
 * or its lead has not run, while it is held, and while a content fee of the account is in dispute; every answer is kept.
 * @returns refusals `event_unknown`, `event_not_suspension`, `event_done`, `event_called_off`, `suspension_held`,
 * `suspension_disputed`, `suspension_unproven`, `suspension_too_early`, `gate_missing`, `time_in_past`
 */
export async function permitSuspension(
  ctx: Ctx,
  { ref, at }: Asked,
  disputes: DisputeLookup,
): Promise<Result<Permit>> {
  const answered = await withTransaction(ctx, async (tx) => {
    const event = await lockedEvent(tx, ref, ['notice.api', 'notice.hold'])
    const now = tx.clock()
    const wantedAt = at ?? now
    const refusal = wantedAt < now ? { code: 'time_in_past' } : await refusalOf(tx, event, wantedAt, disputes)
    await keepAnswer(tx, event, wantedAt, refusal)
    return { event, wantedAt, refusal }
  })
  if (!answered.ok) return answered
  const { event, wantedAt, refusal } = answered.value
  if (refusal) return { ok: false, refusal }
  return { ok: true, value: { id: event.id, number: event.number, permitted: true, at: wantedAt } }
}

export type Done = Pick<EventRow, 'id' | 'number' | 'state'> & {
  readonly doneAt: Date
  readonly isBreach: boolean
}

export type SuspensionDone = {
  readonly ref: string
  /** Default: now. */
  readonly happenedAt: Date | null
  /**
   * Says that it has been carried out whatever the answer: it goes on record as the breach it is, with this reason, and the
   * branch manager is told. null: it is to be refused without its proofs.
   */
  readonly breachReason: string | null
}

/**
 * Puts on record that a suspension was carried out; refused like `permitSuspension`. Again changes nothing.
 */
export async function suspensionDone(
  ctx: Ctx,
  { ref, happenedAt, breachReason }: SuspensionDone,
  disputes: DisputeLookup,
): Promise<Result<Done>> {
  const answered = await withTransaction(ctx, async (tx) => {
    const event = await lockedEvent(tx, ref, ['notice.api'])
    if (event.state === 'done') return { event, refusal: null }
    const now = tx.clock()
    const at = happenedAt ?? now
    if (at > now) throw new RefusedError({ code: 'time_in_future', fields: { happenedAt: 'time_in_future' } })
    const refusal = await refusalOf(tx, event, at, disputes)
    await keepAnswer(tx, event, at, refusal)
    if (refusal && (breachReason === null || event.kind !== 'suspension' || event.state === 'called_off'))
      return { event, refusal }
    await carryOut(tx, event, at, refusal === null ? null : breachReason)
    return { event: await freshEvent(tx, event.id), refusal: null }
  })
  if (!answered.ok) return answered
  const { event, refusal } = answered.value
  if (refusal) return { ok: false, refusal }
  const { id, number, state, doneAt } = event
  return { ok: true, value: { id, number, state, doneAt: doneAt!, isBreach: event.breachReason !== null } }
}

async function carryOut(ctx: TxCtx, event: EventRow, at: Date, breachReason: string | null): Promise<void> {
  await recordEventFacts(ctx, event, [
    {
      type: 'suspension.done',
      occurredAt: at,
      attrs: breachReason === null ? {} : { toldAfterwards: true, reason: breachReason },
      // It has happened: nothing is left to refuse.
      ...(breachReason === null ? {} : { source: 'import' as const }),
    },
  ])
  await patchEvent(ctx, event, { state: 'done', doneAt: at, breachReason, nextStepAt: null })
  await refreshStanding(ctx, [event.id])
  if (breachReason === null) return
  const managers = await findRecipients(ctx, 'branch_manager', event.unitId)
  await notifyAll(
    ctx,
    managers.map(({ staffId: recipientId }) => ({
      recipientId,
      kind: 'suspended_unproven' as const,
      matterId: event.id,
      params: { number: event.number },
      idempotencyKey: `suspended_unproven:${event.id}:${recipientId}`,
    })),
  )
}

async function refusalOf(
  ctx: TxCtx,
  event: EventRow,
  at: Date,
  disputes: DisputeLookup,
): Promise<Refusal | null> {
  const { number } = event
  if (event.kind !== 'suspension') return { code: 'event_not_suspension', params: { number } }
  if (event.state === 'done' || event.state === 'called_off')
    return { code: `event_${event.state}`, params: { number } }
  await holdForDisputes(ctx, event, await disputes.ofAccounts(ctx, [event.accountHash]))
  const open = (await holdsOf(ctx.tx, [event.id])).filter(({ liftedAt }) => liftedAt === null)
  const disputed = open.filter(({ kind }) => kind === 'dispute')
  if (disputed.length > 0)
    return {
      code: 'suspension_disputed',
      params: { number, errors: disputed.map(({ reason }) => reason).join(', ') },
    }
  const [held] = open
  if (held) return { code: 'suspension_held', params: { number, reason: held.reason, by: held.heldBy ?? '' } }
  return (await noticesMissing(ctx, event, at)) ?? (await gateClosed(ctx, event, at))
}

async function noticesMissing(ctx: TxCtx, event: EventRow, at: Date): Promise<Refusal | null> {
  const outlook = (await noticeOutlooks(ctx, [event.id], at.getTime())).get(event.id)!
  const { provenFromMs, possibleFromMs, needs } = outlook
  if (provenFromMs !== null && provenFromMs <= at.getTime()) return null
  const { timeZone } = (await orgTree(ctx)).unitById(event.unitId)
  const { locale } = ctx
  const fromMs = provenFromMs ?? possibleFromMs
  const moment =
    fromMs === null
      ? { possibleAt: '', possible: '—' }
      : {
          possibleAt: new Date(fromMs).toISOString(),
          possible: formatInstant(new Date(fromMs), { locale, timeZone, style: 'long' }),
        }
  const missing = [
    ...new Set(needs.filter(({ metAtMs }) => metAtMs === null).map(({ commitmentCode }) => commitmentCode)),
  ].join(', ')
  return {
    code: provenFromMs === null ? 'suspension_unproven' : 'suspension_too_early',
    params: { number: event.number, missing, ...moment },
  }
}

/** Gates of other kinds that a carrier has set before a suspension. */
async function gateClosed(ctx: TxCtx, event: EventRow, at: Date): Promise<Refusal | null> {
  const gates = await previewGates(
    { ...ctx, clock: () => at },
    { type: 'planned_event', id: event.id },
    'suspension.done',
  )
  const [gate] = gates
  if (!gate) return null
  return {
    code: 'gate_missing',
    params: { action: 'suspension.done', missing: gate.missing.join(','), commitment: gate.commitmentCode },
  }
}

async function keepAnswer(ctx: TxCtx, event: EventRow, forAt: Date, refusal: Refusal | null): Promise<void> {
  const askedAt = ctx.clock()
  await ctx.tx.permitAnswer.create({
    data: {
      id: newId(askedAt.getTime()),
      eventId: event.id,
      askedById: actorId(ctx),
      askedAt,
      forAt,
      permitted: refusal === null,
      code: refusal?.code ?? null,
      detail: { ...refusal?.params },
    },
  })
}
