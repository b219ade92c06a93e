import { saveService } from '@/consents/service/services'
import { unwrap } from '@/kernel/result'
import type { Ctx } from '@/platform/context'
import type { RawCharge } from '@/reconciliation/rules/charge-row'
import { takeCharges } from '@/reconciliation/service/begin-import'
import { beginRun, runReconciliation } from '@/reconciliation/service/run'
import { publishTariff } from '@/reconciliation/service/tariffs'
import { service } from './consents'

let refs = 0

/** A charge of 15 yuan for TQ that nobody ordered, with a reference of its own. */
export const charge = (given: RawCharge = {}): RawCharge => {
  refs += 1
  return {
    charge_ref: `CH-${refs}`,
    account: `AC${100_000 + refs}`,
    phone: `1360${String(1_000_000 + refs)}`,
    service: 'TQ',
    kind: 'subscription',
    amount: '15.00',
    charged_at: '2026-03-02T11:00:00+08:00',
    period: '2026-03',
    ...given,
  }
}

/** Service TQ and a tariff of 15 fen a begun minute. */
export async function makeTariffs(ctx: Ctx): Promise<string> {
  unwrap(await saveService(ctx, service('TQ')))
  return unwrap(
    await publishTariff(ctx, {
      serviceCode: 'LOCAL',
      kind: 'call_record',
      stepSeconds: 60,
      freeBelowSeconds: 3,
      priceMinor: 15n,
      currency: 'CNY',
      validFrom: new Date('2026-01-01T00:00:00Z'),
    }),
  ).id
}

/** Takes charges as billing sends them, at a unit. */
export const take = async (ctx: Ctx, charges: readonly RawCharge[], unitId: string) =>
  unwrap(await takeCharges({ ...ctx, actor: { kind: 'system', name: 'billing' } }, charges, unitId))

/** A finished run over March. @returns its id */
export async function judged(ctx: Ctx, month = '2026-03'): Promise<string> {
  const { id } = unwrap(await beginRun(ctx, { month, queue: false }))
  unwrap(await runReconciliation(ctx, id))
  return id
}

export const findingsOf = (ctx: Ctx, runId: string) =>
  ctx.db.$queryRaw<
    {
      id: string
      ref: string
      why: string
      state: string
      owed: bigint
      errorId: string | null
      carriedFromId: string | null
    }[]
  >`
    SELECT f.id, c.charge_ref AS ref, f.why, f.state, f.owed_minor AS owed, f.error_id AS "errorId", f.carried_from_id AS "carriedFromId"
    FROM finding f JOIN charge c ON c.id = f.charge_id WHERE f.run_id = ${runId}::uuid ORDER BY c.id`
