import { obligationsOf } from '@/obligations/queries'
import type { OrgUnit } from '@/organisation/rules/org-tree'
import { orgTree } from '@/organisation/tree'
import { type Ctx, reader } from '@/platform/context'
import { contactPromisedAt, type Receipt, replyPromisedAt } from '../rules/receipt'
import { type Judged, runningPromises } from '../store/write-promises'

type LoggedCase = {
  readonly id: string
  readonly number: string
  readonly kind: string
  readonly receivedAt: Date
  readonly unit: OrgUnit
  readonly masked: Receipt['masked']
}

/** The receipt of a case whose obligations were just judged. */
export async function receiptOf(ctx: Ctx, logged: LoggedCase, judged: readonly Judged[]): Promise<Receipt> {
  const promises = await runningPromises(ctx, judged)
  return {
    id: logged.id,
    number: logged.number,
    kind: logged.kind,
    receivedAt: logged.receivedAt,
    unitName: logged.unit.name,
    timeZone: logged.unit.timeZone,
    promisedAt: replyPromisedAt(promises),
    contactAt: contactPromisedAt(promises),
    promises,
    masked: logged.masked,
    wasLoggedBefore: false,
  }
}

/** The receipt of a case that was logged before, as it stands now. */
export async function receiptOfLogged(ctx: Ctx, complaintId: string): Promise<Receipt> {
  const logged = await reader(ctx).complaint.findUniqueOrThrow({
    where: { id: complaintId },
    select: { id: true, number: true, kind: true, receivedAt: true, unitId: true },
  })
  const unit = (await orgTree(ctx)).unitById(logged.unitId)
  const owed = await obligationsOf(ctx, complaintId)
  const judged = owed.map((each) => ({ ...each, dueAtMs: each.dueAt?.getTime() ?? null }))
  return { ...(await receiptOf(ctx, { ...logged, unit, masked: [] }, judged)), wasLoggedBefore: true }
}
