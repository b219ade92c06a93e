import { accountHashOf } from '@/customers/account'
import { normaliseAccount } from '@/customers/rules/account'
import { normalisePhone } from '@/customers/rules/identity'
import { findOrAddCustomers } from '@/customers/service/find-or-add'
import { ok, type Refusal, RefusedError, type Result } from '@/kernel/result'
import { orgTree } from '@/organisation/tree'
import { type Ctx, mustBeAllowed, type TxCtx, withTransaction } from '@/platform/context'
import { isUniqueViolation } from '@/platform/db/errors'
import type { PlanEvent, PlannedAnswer, Prepared } from '../rules/planned'
import { type EventRow, eventsByRef, lockAccounts } from '../store/events'
import { reportBalance } from './balance'
import type { DisputeLookup } from './dispute-lookup'
import { plannedAnswer, writeEvents } from './write-events'

export type PlanResult = { readonly ref: string; readonly result: Result<PlannedAnswer> }

/**
 * Plans events of the billing system, up to a thousand at once; each answers for itself. The same reference again gives the
 * same event. Suspensions of an account with an undecided content fee are held from the start (CN-27).
 * @returns refusals per event: `account_invalid`, `phone_invalid`, `not_allowed`, `event_in_past`, `event_ref_taken`
 */
export async function planEvents(
  ctx: Ctx,
  inputs: readonly PlanEvent[],
  disputes: DisputeLookup,
): Promise<PlanResult[]> {
  const run = () => withTransaction(ctx, (tx) => planAll(tx, inputs, disputes), 120_000)
  try {
    const done = await run()
    if (!done.ok) throw new RefusedError(done.refusal)
    return done.value
  } catch (error) {
    // Two at once with one reference: the other was first, and this is its event.
    if (ctx.tx || !isUniqueViolation(error)) throw error
    const done = await run()
    if (!done.ok) throw new RefusedError(done.refusal)
    return done.value
  }
}

async function planAll(
  ctx: TxCtx,
  inputs: readonly PlanEvent[],
  disputes: DisputeLookup,
): Promise<PlanResult[]> {
  const results = new Map<number, Result<PlannedAnswer>>()
  const valid: { place: number; input: PlanEvent; account: string; phone: string }[] = []
  const tree = await orgTree(ctx)
  inputs.forEach((input, place) => {
    const checked = checkedInput(ctx, input, tree.unitById(input.unitId).path)
    if ('code' in checked) results.set(place, { ok: false, refusal: checked })
    else valid.push({ place, input, ...checked })
  })
  const customers = await findOrAddCustomers(
    ctx,
    valid.map(({ phone }) => ({ phone, name: null })),
  )
  const prepared = valid.map(({ place, input, account }, index) => ({
    place,
    event: { ...input, account, accountHash: accountHashOf(account), customerId: customers[index]! },
  }))
  await lockAccounts(
    ctx.tx,
    prepared.map(({ event }) => event.accountHash),
  )
  const known = new Map(
    (
      await eventsByRef(
        ctx.tx,
        prepared.map(({ event }) => event.ref),
      )
    ).map((event) => [event.externalRef, event]),
  )
  const fresh = new Map<string, Prepared>()
  for (const { place, event } of prepared) {
    const before = known.get(event.ref)
    if (before) results.set(place, sameAsBefore(before, event))
    else if (event.kind === 'low_balance') results.set(place, ok(await reportBalance(ctx, event)))
    else if (!fresh.has(event.ref)) fresh.set(event.ref, event)
  }
  const written = await writeEvents(ctx, [...fresh.values()], disputes)
  const firstPlaces = new Set<string>()
  for (const { place, event } of prepared) {
    const row = written.get(event.ref)
    if (results.has(place) || !row) continue
    results.set(place, ok(plannedAnswer(row, firstPlaces.has(event.ref))))
    firstPlaces.add(event.ref)
  }
  return inputs.map(({ ref }, place) => ({ ref, result: results.get(place)! }))
}

function checkedInput(
  ctx: TxCtx,
  input: PlanEvent,
  unitPath: string,
): { readonly account: string; readonly phone: string } | Refusal {
  try {
    mustBeAllowed(ctx, 'notice.api', unitPath)
  } catch (error) {
    if (error instanceof RefusedError) return error.refusal
    throw error
  }
  const account = normaliseAccount(input.account)
  if (account === null) return { code: 'account_invalid', fields: { account: 'account_invalid' } }
  const phone = normalisePhone(input.phone)
  if (phone === null) return { code: 'phone_invalid', fields: { phone: 'phone_invalid' } }
  if (input.eventAt !== null && input.eventAt < ctx.clock())
    return { code: 'event_in_past', fields: { eventAt: 'event_in_past' } }
  return { account, phone }
}

function sameAsBefore(before: EventRow, event: Prepared): Result<PlannedAnswer> {
  if (before.accountHash !== event.accountHash || before.kind !== event.kind)
    return { ok: false, refusal: { code: 'event_ref_taken', params: { ref: event.ref } } }
  return ok(plannedAnswer(before, true))
}
