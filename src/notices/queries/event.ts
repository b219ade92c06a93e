import { openAccount } from '@/customers/account'
import { maskAccount } from '@/customers/rules/account'
import { maskedCustomers } from '@/customers/service/find-or-add'
import { RefusedError } from '@/kernel/result'
import { subjectClocks } from '@/matters/queries/clocks'
import { seeMatter } from '@/matters/queries/matter'
import { noticeOutlooks } from '@/obligations/queries/notice-needs'
import { factsForTimeline, obligationHistory } from '@/obligations/queries/timeline'
import { type Ctx, may, reader } from '@/platform/context'
import { isOver } from '../rules/lists'
import { reportsOfEvent } from '../store/balances'
import { eventsById, findEvent } from '../store/events'
import { holdsOf } from '../store/holds'
import { noticesOf } from '../store/notices'

/** Everything the page of a planned event shows. @throws RefusedError `not_found`, also for events of other units */
export async function eventPage(ctx: Ctx, ref: string) {
  const db = reader(ctx)
  const found = await findEvent(db, ref)
  if (!found) throw new RefusedError({ code: 'not_found' })
  const { id } = found
  const { unit } = await seeMatter(ctx, id)
  const { accountEnc, accountHash: _, ...event } = (await eventsById(db, [id]))[0]!
  const [notices, holds, answers, reports, customers, clocks, facts, history, outlooks] = await Promise.all([
    noticesOf(db, id),
    holdsOf(db, [id]),
    db.permitAnswer.findMany({ where: { eventId: id }, orderBy: { askedAt: 'desc' }, take: 20 }),
    reportsOfEvent(db, id),
    maskedCustomers(ctx, [event.customerId]),
    subjectClocks(ctx, id),
    factsForTimeline(ctx, id),
    obligationHistory(ctx, id),
    noticeOutlooks(ctx, [id], event.eventAt?.getTime()),
  ])
  const { needs, provenFromMs, possibleFromMs } = outlooks.get(id)!
  const dated = (ms: number | null) => (ms === null ? null : new Date(ms))
  const mayHold = may(ctx, 'notice.hold', unit.path) && !isOver(event.state)
  return {
    event,
    account: maskAccount(openAccount(accountEnc)),
    customer: customers.get(event.customerId) ?? null,
    unitName: unit.name[ctx.locale],
    timeZone: unit.timeZone,
    now: ctx.clock(),
    notices,
    holds,
    answers,
    reports,
    clocks,
    facts,
    history,
    missing: needs
      .filter(({ metAtMs }) => metAtMs === null)
      .map(({ commitmentCode, channels, latestMs }) => ({
        commitmentCode,
        channels,
        latestAt: dated(latestMs),
      })),
    provenFrom: dated(provenFromMs),
    possibleFrom: dated(possibleFromMs),
    can: {
      hold: mayHold && event.kind === 'suspension' && !holds.some((hold) => isOpenOf(hold, 'person')),
      lift: mayHold && event.state === 'held',
      callOff: mayHold,
      waive: may(ctx, 'obligation.waive', unit.path),
      seeErrors: may(ctx, 'refund.view', unit.path),
    },
  }
}
export type EventPage = Awaited<ReturnType<typeof eventPage>>

const isOpenOf = (
  { kind, liftedAt }: { readonly kind: string; readonly liftedAt: Date | null },
  wanted: string,
): boolean => kind === wanted && liftedAt === null
