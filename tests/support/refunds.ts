import type { DeadlineRule, Remedy } from '@/commitments/rules/rule'
import { newId } from '@/kernel/ids'
import type { Result } from '@/kernel/result'
import type { Role } from '@/organisation/rules/roles'
import type { Ctx } from '@/platform/context'
import type { Db } from '@/platform/db/client'
import { approveRefund } from '@/refunds/service/approve'
import { verifyError } from '@/refunds/service/decide'
import { type ErrorInput, reportError } from '@/refunds/service/report'
import { publish } from './carrier'
import { type ActingCtx, ctxOf, type Hall, makeHall } from './case-actors'

/** Paid within one billing cycle of being verified. */
export const WITHIN_A_CYCLE: DeadlineRule = {
  kind: 'deadline',
  start: 'billing.error_verified',
  stop: ['billing.refund_credited'],
  limit: { amount: 1, unit: 'cycle' },
  clock: 'billing_cycle',
  pause: null,
  attainment: { type: 'all' },
  onReopen: 'ignore',
}
export const DOUBLE: Remedy = { type: 'multiple', base: 'overcharge', factor: 2, currency: 'CNY' }

export type Till = Hall & { readonly finance: string; readonly deputy: string }
export const CHARGED = new Date('2026-03-02T03:00:00Z')
export const REPORTED = '2026-03-10T01:00:00Z'

/** The small carrier with people for money, and a promise of double refund in force all year. */
export async function makeTill(db: Db): Promise<Till> {
  const hall = await makeHall(db)
  const at = new Date('2026-01-01T00:00:00Z')
  const person = async (username: string, role: Role, unitId: string) => {
    const id = newId(at.getTime())
    await db.staff.create({
      data: {
        id,
        employeeNo: username,
        username,
        displayName: username,
        passwordHash: 'none',
        homeUnitId: unitId,
        createdAt: at,
      },
    })
    await db.roleAssignment.create({
      data: { id: newId(at.getTime()), staffId: id, role, unitId, grantedAt: at },
    })
    return id
  }
  const till = {
    ...hall,
    finance: await person('finance', 'finance_officer', hall.units.root),
    deputy: await person('deputy', 'branch_manager', hall.units.city),
  }
  await publish(db, hall, [WITHIN_A_CYCLE], { remedy: DOUBLE })
  return till
}

let charges = 0
/** A wrong charge of 12.34 that should have been 2.34, with a reference of its own. */
export const wrongCharge = (till: Till, given: Partial<ErrorInput> = {}): ErrorInput => {
  charges += 1
  return {
    unitId: till.units.hall,
    phone: '13812341234',
    account: `ZZ-${100_000 + charges}`,
    period: '2026-03',
    service: '语音通话',
    classCode: 'rating_error',
    chargeRef: `REF-${charges}`,
    chargedAt: CHARGED,
    currency: 'CNY',
    chargedMinor: 1234n,
    correctMinor: 234n,
    channel: 'hall',
    ...given,
  }
}

export const taken = <T>(outcome: Result<T>): T => {
  if (!outcome.ok) throw new Error(`${outcome.refusal.code} ${JSON.stringify(outcome.refusal)}`)
  return outcome.value
}
export const refusalOf = (outcome: Result<unknown>): string =>
  outcome.ok ? 'accepted' : outcome.refusal.code

export type Crew = Readonly<
  Record<'clerk' | 'quality' | 'manager' | 'deputy' | 'finance' | 'executive', ActingCtx>
>
export async function crewAt(db: Db, till: Till, at: Date | string): Promise<Crew> {
  const of = (id: string) => ctxOf(db, id, at)
  return {
    clerk: await of(till.staff.clerk),
    quality: await of(till.staff.quality),
    manager: await of(till.staff.branchManager),
    deputy: await of(till.deputy),
    finance: await of(till.finance),
    executive: await of(till.staff.executive),
  }
}

export const ofError = (errorId: string, revision: number | null = null) => ({ errorId, revision })
export const AS_REPORTED = { chargedMinor: null, correctMinor: null, finding: null }
export const AS_PROMISED = { amountMinor: null, reason: null, note: null }

export const reported = async (ctx: Ctx, input: ErrorInput): Promise<string> =>
  taken(await reportError(ctx, input, { source: 'form' })).id

/** Reported by the clerk, verified by quality. */
export async function verified(crew: Crew, input: ErrorInput): Promise<string> {
  const id = await reported(crew.clerk, input)
  taken(await verifyError(crew.quality, { ...ofError(id), ...AS_REPORTED }))
  return id
}

/** And approved by the branch manager. */
export async function approved(crew: Crew, input: ErrorInput): Promise<string> {
  const id = await verified(crew, input)
  taken(await approveRefund(crew.manager, { ...ofError(id), ...AS_PROMISED }))
  return id
}
