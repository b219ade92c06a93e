import { describeRule } from '@/commitments/rules/describe'
import { maskPhone, maskSensitiveNumbers } from '@/customers/rules/identity'
import { maskedCustomers } from '@/customers/service/find-or-add'
import { RefusedError } from '@/kernel/result'
import type { LocalText } from '@/kernel/text'
import { subjectClocks } from '@/matters/queries/clocks'
import { seeMatter } from '@/matters/queries/matter'
import { factsForTimeline, obligationHistory } from '@/obligations/queries/timeline'
import { engineConfig } from '@/obligations/store/config'
import { orgTree } from '@/organisation/tree'
import { type Ctx, may, reader } from '@/platform/context'
import { unseal } from '@/platform/crypto'
import type { ConsentChannel, RecordKind, Verdict } from '../rules/lists'
import { missingRecords } from '../rules/missing'
import { endsByCancelling } from '../rules/order-machine'
import { chargesOf } from '../store/charges'
import { orderById, orderIdOf } from '../store/orders'
import { serviceVersion } from '../store/services'
import { settingOfVersion } from '../store/settings'

/** One of the records as received or sent, numbers masked; its fingerprints are of the text as it is. */
export type RecordView = {
  readonly id: string
  readonly kind: RecordKind
  readonly channel: ConsentChannel
  readonly text: string
  /** Something of the text is masked on the screen. */
  readonly isMasked: boolean
  readonly textHash: string
  readonly chainHash: string
  readonly from: string | null
  readonly isOwnNumber: boolean
  readonly verdict: Verdict | null
  readonly recordedBy: string | null
  readonly occurredAt: Date
  readonly recordedAt: Date
}

/** Everything the page of an order shows. @throws RefusedError `not_found`, also for orders of other units */
export async function orderPage(ctx: Ctx, ref: string) {
  const db = reader(ctx)
  const id = await orderIdOf(db, ref)
  if (!id) throw new RefusedError({ code: 'not_found' })
  const order = (await orderById(db, id))!
  const unit = (await orgTree(ctx)).unitById(order.unitId)
  // A system of the carrier sees the orders of its units; people what their roles show them.
  if (!may(ctx, 'order.api', unit.path)) await seeMatter(ctx, id)
  const [service, setting, records, charges, customers, clocks, facts, history, rule] = await Promise.all([
    serviceVersion(db, order.serviceVersionId),
    settingOfVersion(db, order.settingVersion),
    recordsOf(ctx, id, order.phoneHash),
    chargesOf(db, id),
    maskedCustomers(ctx, [order.customerId]),
    subjectClocks(ctx, id),
    factsForTimeline(ctx, id),
    obligationHistory(ctx, id),
    ruleOf(ctx, order.ruleVersionId),
  ])
  const reminders = await db.feeReminder.findMany({
    where: { orderId: id },
    orderBy: { month: 'desc' },
    take: 12,
  })
  return {
    order,
    unit,
    unitName: unit.name[ctx.locale],
    timeZone: unit.timeZone,
    now: ctx.clock(),
    service,
    setting,
    records,
    charges,
    customer: customers.get(order.customerId) ?? null,
    clocks,
    facts,
    history,
    rule,
    reminders,
    missing: missingRecords({ ...order, records }),
    can: {
      cancel: may(ctx, 'order.cancel', unit.path) && endsByCancelling(order.state),
      print: may(ctx, 'order.print', unit.path),
      refund: may(ctx, 'refund.report', unit.path),
      waive: may(ctx, 'obligation.waive', unit.path),
    },
  }
}
export type OrderPage = Awaited<ReturnType<typeof orderPage>>

async function recordsOf(ctx: Ctx, orderId: string, phoneHash: string): Promise<RecordView[]> {
  const rows = await reader(ctx).consentRecord.findMany({ where: { orderId }, orderBy: { seq: 'asc' } })
  const staffIds = rows.flatMap(({ recordedBy }) => recordedBy ?? [])
  const people = await reader(ctx).staff.findMany({
    where: { id: { in: staffIds } },
    select: { id: true, displayName: true },
  })
  const nameOf = new Map(people.map((person) => [person.id, person.displayName]))
  return rows.map((row) => {
    const phone = row.fromEnc && unseal('customer.phone', row.fromEnc)
    const { text, found } = maskSensitiveNumbers(row.text, phone)
    return {
      id: row.id,
      kind: row.kind as RecordKind,
      channel: row.channel as ConsentChannel,
      text,
      isMasked: found.length > 0,
      textHash: row.textHash,
      chainHash: row.chainHash,
      from: phone && maskPhone(phone),
      isOwnNumber: row.fromHash === phoneHash,
      verdict: row.verdict as Verdict | null,
      recordedBy: row.recordedBy && (nameOf.get(row.recordedBy) ?? null),
      occurredAt: row.occurredAt,
      recordedAt: row.recordedAt,
    }
  })
}

/** The promise that asks for the confirmation, as it was in force when the order was placed. */
async function ruleOf(ctx: Ctx, versionId: string | null) {
  if (versionId === null) return null
  const version = (await engineConfig(ctx)).versions.find((each) => each.versionId === versionId)
  const rule = version?.rules.find(({ kind }) => kind === 'gate')
  if (!version || !rule) return null
  const stored = await reader(ctx).commitmentVersion.findUnique({
    where: { id: versionId },
    select: { version: true, text: true, source: true },
  })
  return {
    commitmentId: version.commitmentId,
    code: version.commitmentCode,
    version: stored?.version ?? 1,
    text: ((stored?.text as LocalText | undefined) ?? null)?.[ctx.locale] ?? '',
    source: sourceOf(stored?.source, ctx.locale),
    sentence: describeRule(rule, version.scope, ctx.locale),
  }
}

function sourceOf(source: unknown, locale: keyof LocalText): string {
  if (typeof source !== 'object' || source === null || !('title' in source)) return ''
  const { title, ref } = source as { title?: Partial<LocalText>; ref?: unknown }
  return [title?.[locale], typeof ref === 'string' ? ref : null].filter(Boolean).join(' · ')
}
