import type { Rule } from '@/commitments/rules/rule'
import { maskOfSealed } from '@/customers/service/kept-masks'
import { owedRules } from '@/obligations/queries/owed'
import { orgTree } from '@/organisation/tree'
import { type Ctx, reader } from '@/platform/context'
import { type NextStep, nextStep, owedFacts } from '../rules/next-step'
import { type ListedCase, loadListed } from '../store/lists-rows'
import type { Mark } from './list-address'

/** A case as a list shows it: nothing of the customer in clear. */
export type CaseRowView = {
  readonly id: string
  readonly number: string
  readonly revision: number
  readonly kind: string
  readonly status: string
  readonly classCode: string
  readonly words: string
  readonly customer: { readonly phone: string; readonly name: string | null } | null
  readonly owner: { readonly id: string; readonly name: string }
  /** Only when it is somebody else than the owner. */
  readonly firstOwner: string | null
  readonly unitId: string
  readonly unitName: string
  readonly timeZone: string
  readonly channel: string
  readonly urgency: string
  readonly receivedAt: Date
  readonly closedAt: Date | null
  readonly dueAt: Date | null
  readonly nextStep: NextStep
  readonly pauseReason: string | null
  readonly marks: readonly Mark[]
  readonly isChased: boolean
  readonly isReopened: boolean
}

/** Rows for the ids, in their order. The caller has scoped them. */
export async function rowsFor(ctx: Ctx, ids: readonly string[]): Promise<CaseRowView[]> {
  if (ids.length === 0) return []
  const [cases, rulesOf, tree] = await Promise.all([
    loadListed(reader(ctx), ids),
    owedRules(ctx),
    orgTree(ctx),
  ])
  const byId = new Map(cases.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    if (!row) return []
    const unit = tree.unitById(row.unitId)
    return [viewOf(row, rulesOf(row.owed), unit.name[ctx.locale], unit.timeZone)]
  })
}

function viewOf(row: ListedCase, rules: readonly Rule[], unitName: string, timeZone: string): CaseRowView {
  return {
    id: row.id,
    number: row.number,
    revision: row.revision,
    kind: row.kind,
    status: row.status,
    classCode: row.classCode,
    words: row.words,
    customer: maskedCustomer(row),
    owner: { id: row.ownerId, name: row.ownerName },
    firstOwner: row.firstOwnerId === row.ownerId ? null : row.firstOwnerName,
    unitId: row.unitId,
    unitName,
    timeZone,
    channel: row.channel,
    urgency: row.urgency,
    receivedAt: row.receivedAt,
    closedAt: row.closedAt,
    dueAt: row.nextDueAt,
    nextStep: nextStep(row, owedFacts(rules)),
    pauseReason: row.pauseReason,
    marks: marksOf(row),
    isChased: row.chasedCount > 0,
    isReopened: row.reopenedCount > 0 && row.status !== 'closed',
  }
}

/** `138****1234` and `张*`; null when the customer gave no number. */
export function maskedCustomer(row: {
  phoneEnc: Uint8Array | null
  nameEnc: Uint8Array | null
}): CaseRowView['customer'] {
  if (!row.phoneEnc) return null
  return {
    phone: maskOfSealed('customer.phone', row.phoneEnc),
    name: row.nameEnc && maskOfSealed('customer.name', row.nameEnc),
  }
}

function marksOf(row: ListedCase): Mark[] {
  const marks: Mark[] = []
  if (row.appealedAt) marks.push('appealed')
  if (row.escalatedAt) marks.push('escalated')
  if (row.upgradedAt) marks.push('upgraded')
  if (row.isRepeat) marks.push('repeat')
  if (row.isLegacy) marks.push('legacy')
  if (row.groupId) marks.push('group')
  return marks
}
