import {
  maskSensitiveNumbers,
  normaliseIdentity,
  normaliseName,
  normalisePhone,
} from '@/customers/rules/identity'
import { sealCustomer } from '@/customers/store'
import { newId } from '@/kernel/ids'
import { ok, type Refusal, RefusedError, type Result } from '@/kernel/result'
import { type NewFact, openSubject } from '@/obligations/service/record'
import type { OrgUnit } from '@/organisation/rules/org-tree'
import { branchOf } from '@/organisation/rules/org-tree'
import { orgTree } from '@/organisation/tree'
import { type Ctx, may, reader } from '@/platform/context'
import { isUniqueViolation } from '@/platform/db/errors'
import { localParts } from '@/ui/local-parts'
import { classByCode } from '../catalogue/classes'
import { classNames, isGivenToCases } from '../rules/class-words'
import { usualChannel } from '../rules/lists'
import type { Receipt } from '../rules/receipt'
import { searchVector } from '../rules/search-text'
import { intakeTime, receiptPrefix } from '../rules/times'
import type { LogCase } from '../schema'
import { findByExternalRef, type IntakeRow, insertIntake } from '../store/write-intake'
import { refused } from './change-case'
import { firstCaseOfPhone } from './open-cases'
import { receiptOf, receiptOfLogged } from './receipt'

/**
 * Registers a complaint, enquiry, suggestion, opinion or praise. The clerk becomes first owner and owner; the clock
 * starts when the customer spoke. The same idempotency key gives the same receipt.
 */
export async function logCase(ctx: Ctx, input: LogCase): Promise<Result<Receipt>> {
  try {
    const externalRef = input.idempotencyKey === null ? null : `form:${clerkOf(ctx)}:${input.idempotencyKey}`
    try {
      return ok(await logIn(ctx, input, externalRef))
    } catch (error) {
      if (externalRef === null || !isUniqueViolation(error)) throw error
      const logged = await findByExternalRef(ctx.db, externalRef)
      if (!logged) throw error
      return ok(await receiptOfLogged(ctx, logged.id))
    }
  } catch (error) {
    if (error instanceof RefusedError && !ctx.tx) return { ok: false, refusal: error.refusal }
    throw error
  }
}

/** Everything is decided first; then one statement writes it, which needs no transaction around it. */
async function logIn(ctx: Ctx, input: LogCase, externalRef: string | null): Promise<Receipt> {
  const now = ctx.clock()
  // One moment for everything this intake writes.
  const at: Ctx = { ...ctx, clock: () => now }
  const { row, unit, facts, masked } = await prepare(at, input, externalRef, now)
  const { obligations, nextDueAt, inserts } = await openSubject(at, facts)
  const number = await insertIntake(reader(at), { ...row, nextDueAt }, inserts)
  return receiptOf(
    at,
    { id: row.id, number, kind: row.kind, receivedAt: row.receivedAt, unit, masked },
    obligations,
  )
}

const clerkOf = (ctx: Ctx): string =>
  ctx.actor.kind === 'staff'
    ? ctx.actor.staffId
    : refused({ code: 'not_allowed', params: { permission: 'complaint.log' } })

type Prepared = {
  readonly row: Omit<IntakeRow, 'nextDueAt'>
  readonly unit: OrgUnit
  readonly facts: readonly NewFact[]
  readonly masked: Receipt['masked']
}

/** Everything that is decided before the database is asked to write. */
async function prepare(ctx: Ctx, input: LogCase, externalRef: string | null, now: Date): Promise<Prepared> {
  const clerkId = clerkOf(ctx)
  const tree = await orgTree(ctx)
  const homeUnitId = ctx.actor.kind === 'staff' ? ctx.actor.homeUnitId : null
  const unit = tree.find(input.unitId ?? homeUnitId ?? '')
  if (!unit || unit.closedAt !== null)
    return refused({ code: 'unit_closed', fields: { unitId: 'unit_closed' } })
  if (!may(ctx, 'complaint.log', unit.path)) {
    return refused({ code: 'not_allowed', params: { permission: 'complaint.log' } })
  }
  const checked = checkedForm(input, now)
  const { phone, name, identity, receivedAt } = checked
  const words = maskSensitiveNumbers(input.words, phone)
  const place = input.place === null ? null : maskSensitiveNumbers(input.place, phone)
  const id = newId(now.getTime())
  const repeatOfId = input.repeatOfId === null ? null : await firstCaseOfPhone(ctx, input.repeatOfId, phone)
  const branch = branchOf(tree, unit.id)
  const year = localParts(now, branch.timeZone).year
  const prefix = receiptPrefix(branch.code, year)
  const channel = input.channel ?? usualChannel(unit.kind)
  const unitId = unit.id
  const kind = input.kind ?? classByCode(input.classCode)?.kind ?? 'complaint'
  const area = input.area ?? classByCode(input.classCode)?.area ?? null
  const row: Omit<IntakeRow, 'nextDueAt'> = {
    id,
    kind,
    unitId,
    intakeUnitId: homeUnitId ?? unitId,
    customer: phone === null ? null : { id: newId(now.getTime()), ...sealCustomer(phone, name, identity) },
    classCode: input.classCode,
    wants: input.wants,
    words: words.text,
    channel,
    brand: input.brand,
    customerClass: input.customerClass,
    area,
    place: place?.text ?? null,
    urgency: input.urgency ?? (input.needsHelp ? 'urgent' : 'normal'),
    receivedAt,
    recordedAt: now,
    backdateReason: checked.isBackdated ? maskSensitiveNumbers(input.backdateReason ?? '', phone).text : null,
    clerkId,
    repeatOfId,
    externalRef,
    counter: { unitId: branch.id, year, prefix },
    searchVector: searchVector([prefix, words.text, place?.text, area, ...classNames(input.classCode)]),
    ownerRowId: newId(now.getTime()),
    audit: {
      id: newId(now.getTime()),
      detail: JSON.stringify({ kind, channel, backdated: checked.isBackdated }),
    },
  }
  const subject = { type: 'complaint', id } as const
  const facts: NewFact[] = [
    {
      type: 'complaint.received',
      subject,
      unitId,
      occurredAt: receivedAt,
      attrs: {
        kind,
        classCode: input.classCode,
        channel,
        brand: input.brand,
        customerClass: input.customerClass,
        ownerId: clerkId,
      },
    },
  ]
  if (repeatOfId !== null) {
    facts.push({ type: 'complaint.linked', subject, unitId, occurredAt: now, attrs: { repeatOfId } })
  }
  return { row, unit, facts, masked: [...new Set([...words.found, ...(place?.found ?? [])])] }
}

type CheckedForm = {
  readonly phone: string | null
  readonly name: string | null
  readonly identity: string | null
  readonly receivedAt: Date
  readonly isBackdated: boolean
}

/** What the shape alone cannot say; all wrong fields at once. */
function checkedForm(input: LogCase, now: Date): CheckedForm {
  const fields: Record<string, string> = {}
  const phone = input.phone === null ? null : normalisePhone(input.phone)
  if (input.phone !== null && phone === null) fields.phone = 'phone_invalid'
  if (input.phone === null && !input.anonymous) fields.phone = 'phone_required'
  const identity = input.identity === null ? null : normaliseIdentity(input.identity)
  if (input.identity !== null && identity === null) fields.identity = 'identity_invalid'
  if (!isGivenToCases(input.classCode)) fields.classCode = 'class_unknown'
  const time = intakeTime(input.receivedAt, input.backdateReason, now)
  let refusal: Refusal | undefined
  if ('refusal' in time) {
    refusal = time.refusal
    Object.assign(fields, time.refusal.fields)
  }
  const wrong = Object.keys(fields)
  if (wrong.length > 0 || 'refusal' in time) {
    const code = wrong.length === 1 ? (fields[wrong[0]!] ?? 'invalid') : 'invalid'
    throw new RefusedError({ code, ...(refusal?.params ? { params: refusal.params } : {}), fields })
  }
  return {
    phone,
    name: input.name === null ? null : normaliseName(input.name),
    identity,
    receivedAt: time.at,
    isBackdated: time.isBackdated,
  }
}
