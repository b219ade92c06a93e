import { accountHashOf, sealAccount } from '@/customers/account'
import { normaliseAccount } from '@/customers/rules/account'
import { maskSensitiveNumbers, normaliseName, normalisePhone } from '@/customers/rules/identity'
import { findOrAddCustomers } from '@/customers/service/find-or-add'
import { newId } from '@/kernel/ids'
import { type Refusal, RefusedError, type Result } from '@/kernel/result'
import { openMatters } from '@/matters/service/open'
import { recordFactsBulk } from '@/obligations/service/record'
import type { OrgTree } from '@/organisation/rules/org-tree'
import { orgTree } from '@/organisation/tree'
import { audit } from '@/platform/audit'
import { actorId, type Ctx, may, reader, type TxCtx, withTransaction } from '@/platform/context'
import { isUniqueViolation } from '@/platform/db/errors'
import { chargeKeyOf, normaliseChargeRef } from '../rules/charge-key'
import { type ErrorClass, errorClasses } from '../store/classes'
import { insertErrors, knownCharges, likelyTheSame, type NewErrorRow } from '../store/errors'
import { tellReported } from './tell'

export type ErrorSource = 'form' | 'file' | 'reconciliation' | 'order' | 'api'

/** One wrong charge as somebody reports it. Amounts in minor units of `currency`. */
export type ErrorInput = {
  /** Unit that answers for it. */
  readonly unitId: string
  /** The customer by id, else by number as typed; neither: only the account is known. */
  readonly customerId?: string | null
  readonly phone?: string | null
  readonly name?: string | null
  /** Billing account as typed. */
  readonly account: string
  /** Billing month, `YYYY-MM`. */
  readonly period: string
  readonly service: string
  readonly classCode: string
  readonly chargeRef?: string | null
  readonly chargedAt: Date
  readonly currency: string
  readonly chargedMinor: bigint
  readonly correctMinor: bigint
  readonly words?: string | null
  readonly complaintId?: string | null
  /** Order or finding it came out of. */
  readonly sourceId?: string | null
  readonly channel?: string | null
  readonly brand?: string | null
  readonly customerClass?: string | null
  readonly batchLine?: number | null
}

export type ReportOptions = {
  readonly source: ErrorSource
  readonly batchId?: string | null
  /** Owner from the start; default: who acts. */
  readonly ownerId?: string | null
}

/** What became of one input: its error, or why there is none (with the error that stands for the charge already). */
export type Reported =
  | { readonly ok: true; readonly id: string; readonly number: string }
  | { readonly ok: false; readonly refusal: Refusal; readonly known: { id: string; number: string } | null }

const TRIES = 3
const LONGEST_SERVICE = 100

/**
 * Reports any number of wrong charges in one transaction and a handful of statements, in the order given; the entry point
 * of forms, files, orders and reconciliation. What cannot be one, or is reported already, is told and left out.
 */
export async function reportErrors(
  ctx: Ctx,
  inputs: readonly ErrorInput[],
  options: ReportOptions,
): Promise<Result<Reported[]>> {
  for (let tries = 1; ; tries++) {
    try {
      return await withTransaction(ctx, (tx) => reportIn(tx, inputs, options), 300_000)
    } catch (error) {
      // Somebody else has reported one of the charges meanwhile: looked at again, it is known.
      if (!isUniqueViolation(error) || ctx.tx || tries === TRIES) throw error
    }
  }
}

/** Reports one; a refusal is the result's own. */
export async function reportError(
  ctx: Ctx,
  input: ErrorInput,
  options: ReportOptions,
): Promise<Result<{ id: string; number: string }>> {
  const outcome = await reportErrors(ctx, [input], options)
  if (!outcome.ok) return outcome
  const [first] = outcome.value
  if (!first) return { ok: false, refusal: { code: 'not_found' } }
  return first.ok
    ? { ok: true, value: { id: first.id, number: first.number } }
    : { ok: false, refusal: first.refusal }
}

type Prepared = {
  readonly input: ErrorInput
  readonly place: number
  readonly row: Omit<NewErrorRow, 'customerId'>
}

async function reportIn(
  ctx: TxCtx,
  inputs: readonly ErrorInput[],
  options: ReportOptions,
): Promise<Reported[]> {
  const now = ctx.clock()
  const tree = await orgTree(ctx)
  const classes = new Map((await errorClasses(reader(ctx))).map((each) => [each.code, each]))
  const outcome = new Array<Reported>(inputs.length)
  const prepared: Prepared[] = []
  inputs.forEach((input, place) => {
    const ready = prepare(ctx, input, options, { now, tree, classes })
    if ('code' in ready) outcome[place] = { ok: false, refusal: ready, known: null }
    else prepared.push({ input, place, row: ready })
  })
  const fresh = await withoutKnown(ctx, prepared, outcome)
  await open(ctx, fresh, options, { now, classes }, outcome)
  return outcome
}

function prepare(
  ctx: Ctx,
  input: ErrorInput,
  { source, batchId = null }: ReportOptions,
  known: { now: Date; tree: OrgTree; classes: ReadonlyMap<string, ErrorClass> },
): Omit<NewErrorRow, 'customerId'> | Refusal {
  const unit = known.tree.find(input.unitId)
  if (!unit || unit.closedAt !== null) return { code: 'unit_closed', fields: { unitId: 'unit_closed' } }
  if (!may(ctx, 'refund.report', unit.path) && !may(ctx, 'refund.batch', unit.path))
    return { code: 'not_allowed', params: { permission: 'refund.report' } }
  const wrong = (field: string, code: string): Refusal => ({ code, fields: { [field]: code } })
  const account = normaliseAccount(input.account)
  if (account === null) return wrong('account', 'account_invalid')
  if (input.phone && normalisePhone(input.phone) === null) return wrong('phone', 'phone_invalid')
  const errorClass = known.classes.get(input.classCode)
  if (!errorClass || errorClass.isClosed) return wrong('classCode', 'error_class_unknown')
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(input.period)) return wrong('period', 'period_invalid')
  if (input.chargedMinor < 0n) return wrong('charged', 'amount_invalid')
  if (input.correctMinor < 0n) return wrong('correct', 'amount_invalid')
  if (!/^[A-Z]{3}$/.test(input.currency)) return wrong('currency', 'field_invalid')
  if (Number.isNaN(input.chargedAt.getTime())) return wrong('chargedAt', 'field_invalid')
  if (input.chargedAt > known.now) return wrong('chargedAt', 'done_in_future')
  const service = input.service.normalize('NFC').trim().slice(0, LONGEST_SERVICE)
  if (service === '') return wrong('service', 'field_required')
  const accountHash = accountHashOf(account)
  const phone = input.phone ? normalisePhone(input.phone) : null
  const { chargedAt, chargedMinor, correctMinor, period, currency } = input
  const chargeRef = normaliseChargeRef(input.chargeRef ?? null)
  return {
    id: newId(known.now.getTime()),
    unitId: unit.id,
    batchId,
    batchLine: input.batchLine ?? null,
    source,
    sourceId: input.sourceId ?? null,
    accountHash,
    accountEnc: sealAccount(account),
    period,
    service,
    classCode: input.classCode,
    chargeRef,
    chargeKey: chargeKeyOf({ accountHash, chargeRef, period, service, chargedAt, chargedMinor }),
    chargedAt,
    words: input.words ? maskSensitiveNumbers(input.words, phone).text : null,
    currency,
    chargedMinor,
    correctMinor,
  }
}

/** Leaves out charges that have an error already, by their reference or by all that describes them, and those given twice. */
async function withoutKnown(
  ctx: TxCtx,
  prepared: readonly Prepared[],
  outcome: Reported[],
): Promise<Prepared[]> {
  const known = await knownCharges(
    ctx.tx,
    prepared.map(({ row }) => row.chargeKey),
  )
  const alike = await likelyTheSame(
    ctx.tx,
    prepared.map(({ row }) => row),
  )
  const seen = new Set<string>()
  const described = new Map<string, boolean>()
  return prepared.filter(({ row, place }) => {
    const { chargeKey, chargeRef } = row
    const error = known.get(chargeKey) ?? alike.get(row.id) ?? null
    // Told once with billing's reference and once without, it is held to be one charge.
    const description = chargeKeyOf({ ...row, chargeRef: null })
    const isTwice = seen.has(chargeKey) || described.get(description) === (chargeRef === null)
    if (!error && !isTwice) {
      seen.add(chargeKey)
      described.set(description, chargeRef !== null)
      return true
    }
    outcome[place] = {
      ok: false,
      refusal: error
        ? {
            code: 'refund_charge_known',
            params: { number: error.number },
            fields: { chargeRef: 'refund_charge_twice' },
          }
        : { code: 'refund_charge_twice' },
      known: error,
    }
    return false
  })
}

async function open(
  ctx: TxCtx,
  fresh: readonly Prepared[],
  options: ReportOptions,
  { now, classes }: { now: Date; classes: ReadonlyMap<string, ErrorClass> },
  outcome: Reported[],
): Promise<void> {
  if (fresh.length === 0) return
  const customers = await customersOf(ctx, fresh)
  const ownerId =
    options.ownerId === undefined ? (options.source === 'form' ? actorId(ctx) : null) : options.ownerId
  const matters = await openMatters(
    ctx,
    'billing_error',
    fresh.map(({ input, row }, index) => ({
      id: row.id,
      unitId: row.unitId,
      customerId: customers[index] ?? null,
      ownerId,
      classCode: row.classCode,
      brand: input.brand ?? null,
      channel: input.channel ?? null,
      customerClass: input.customerClass ?? null,
      state: 'reported',
      complaintId: input.complaintId ?? null,
      openedAt: now,
    })),
  )
  await insertErrors(
    ctx.tx,
    fresh.map(({ row }, index) => ({ ...row, customerId: customers[index] ?? null })),
    actorId(ctx),
    now,
  )
  await recordFactsBulk(
    ctx,
    fresh.map(({ input, row }) => ({
      facts: [
        {
          type: 'billing.error_reported',
          subject: { type: 'billing_error', id: row.id },
          unitId: row.unitId,
          occurredAt: now,
          attrs: {
            kind: 'billing_error',
            classCode: row.classCode,
            alsoClasses: classes.get(row.classCode)?.alsoClasses ?? [],
            channel: input.channel ?? null,
            brand: input.brand ?? null,
            customerClass: input.customerClass ?? null,
            ownerId,
            chargedMinor: String(row.chargedMinor),
            correctMinor: String(row.correctMinor),
            currency: row.currency,
            chargedAt: row.chargedAt.toISOString(),
          },
        },
      ],
    })),
  )
  fresh.forEach(({ place }, index) => {
    const { id, number } = matters[index]!
    outcome[place] = { ok: true, id, number }
  })
  const disputes = fresh.filter(({ row }) => isContentFee(row.classCode, classes))
  await tellReported(
    ctx,
    disputes.map(({ row }) => row.id),
  )
  if (options.source === 'form')
    for (const { id, number } of matters)
      await audit(ctx, {
        action: 'refund.report',
        subjectType: 'billing_error',
        subjectId: id,
        unitId: fresh[0]!.row.unitId,
        detail: { number },
      })
}

/** Errors about content fees: while one is open the account is not suspended for it (CN-27). */
const isContentFee = (code: string, classes: ReadonlyMap<string, ErrorClass>): boolean =>
  code === 'content_fee' || (classes.get(code)?.alsoClasses.includes('content_fee') ?? false)

async function customersOf(ctx: TxCtx, fresh: readonly Prepared[]): Promise<(string | null)[]> {
  const byPhone = fresh.flatMap(({ input }, index) => {
    const phone = input.phone && !input.customerId ? normalisePhone(input.phone) : null
    return phone === null ? [] : [{ index, phone, name: input.name ? normaliseName(input.name) : null }]
  })
  const ids = byPhone.length > 0 ? await findOrAddCustomers(ctx, byPhone) : []
  const found = new Map(byPhone.map(({ index }, place) => [index, ids[place]!]))
  return fresh.map(({ input }, index) => input.customerId ?? found.get(index) ?? null)
}

/** Throws when anything is refused; for callers that know their inputs are right. */
export function allReported(reported: readonly Reported[]): { id: string; number: string }[] {
  return reported.map((each) => {
    if (!each.ok) throw new RefusedError(each.refusal)
    return { id: each.id, number: each.number }
  })
}
