import { obligationsOf } from '@/obligations/queries'
import type { OrgUnit } from '@/organisation/rules/org-tree'
import { orgTree } from '@/organisation/tree'
import { type Ctx, reader } from '@/platform/context'
import type { SensitiveKind } from '../rules/identity'
import { type Judged, type RunningPromise, runningPromises } from '../store/write-promises'
import type { Receipt } from './log'

type LoggedCase = {
  readonly id: string
  readonly number: string
  readonly receivedAt: Date
  readonly unit: OrgUnit
  readonly masked: readonly SensitiveKind[]
}

/** The receipt of a case whose obligations were just judged. */
export async function receiptOf(ctx: Ctx, logged: LoggedCase, judged: readonly Judged[]): Promise<Receipt> {
  const promises = await runningPromises(ctx, judged)
  return {
    id: logged.id,
    number: logged.number,
    receivedAt: logged.receivedAt,
    timeZone: logged.unit.timeZone,
    promisedAt: replyPromisedAt(promises),
    promises,
    masked: logged.masked,
    wasLoggedBefore: false,
  }
}

/** The receipt of a case that was logged before, as it stands now. */
export async function receiptOfLogged(ctx: Ctx, complaintId: string): Promise<Receipt> {
  const logged = await reader(ctx).complaint.findUniqueOrThrow({
    where: { id: complaintId },
    select: { id: true, number: true, receivedAt: true, unitId: true },
  })
  const unit = (await orgTree(ctx)).unitById(logged.unitId)
  const owed = await obligationsOf(ctx, complaintId)
  const judged = owed.map((each) => ({ ...each, dueAtMs: each.dueAt?.getTime() ?? null }))
  return { ...(await receiptOf(ctx, { ...logged, unit, masked: [] }, judged)), wasLoggedBefore: true }
}

/** When an answer is promised: the nearest running deadline that a reply keeps. */
export function replyPromisedAt(promises: readonly RunningPromise[]): Date | null {
  const running = promises.find(
    ({ ruleKind, state, stops }) =>
      ruleKind === 'deadline' && state === 'OPEN' && stops.includes('complaint.replied'),
  )
  return running?.dueAt ?? null
}
