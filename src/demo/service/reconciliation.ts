import { DAY_MS, HOUR_MS } from '@/calendar/rules/days'
import { plainCustomers } from '@/customers/service/find-or-add'
import { plainAmount } from '@/kernel/money'
import { unwrap } from '@/kernel/result'
import { orgTree } from '@/organisation/tree'
import { type Ctx, reader } from '@/platform/context'
import type { RawCharge } from '@/reconciliation/rules/charge-row'
import { takeCharges } from '@/reconciliation/service/begin-import'
import { acceptFindings, dismissFindings } from '@/reconciliation/service/decide'
import { beginRun, monthBefore, runReconciliation } from '@/reconciliation/service/run'
import { publishTariff } from '@/reconciliation/service/tariffs'
import { openFindingIds } from '@/reconciliation/store/findings'
import { CITIES, ROOT } from '../rules/carrier'
import { DEMO_SERVICES } from '../rules/order-stories'
import { type Random, randomOf } from '../rules/random'
import type { Cast } from './people'

const MONTHS = 3
const CALLS_A_MONTH = [2_600, 900, 900] as const
const CALLERS = 180
const ERRORS = 18
const STRAY_FEES = 9
const ZONE_MS = 8 * HOUR_MS

type Order = {
  readonly number: string
  readonly customerId: string
  readonly unitCode: string
  readonly service: string
  readonly kind: string
  readonly priceMinor: bigint
  readonly currency: string
  readonly period: string
  readonly hasYes: boolean
  readonly activatedAt: Date | null
  readonly cancelledAt: Date | null
  readonly trialDays: number | null
}

/**
 * The charges of the last months as billing hands them in, some of them wrong, and a run over each month that finds them.
 * A month that has a run already is left alone.
 */
export async function liveReconciliation(ctx: Ctx, cast: Cast, nowMs: number): Promise<void> {
  const current = new Date(nowMs + ZONE_MS).toISOString().slice(0, 7)
  if ((await reader(ctx).callTariff.count()) === 0)
    await publishTariffs({ ...ctx, actor: cast.byUsername('finance') }, new Date(nowMs - 400 * DAY_MS))
  for (let back = MONTHS; back >= 1; back -= 1) {
    const month = monthBefore(current, back)
    if ((await reader(ctx).reconciliationRun.count({ where: { month } })) > 0) continue
    await liveMonth(ctx, cast, month, CALLS_A_MONTH[back - 1]!, nowMs)
  }
}

async function publishTariffs(ctx: Ctx, validFrom: Date): Promise<void> {
  const tariff = { currency: 'CNY', validFrom }
  unwrap(
    await publishTariff(ctx, {
      ...tariff,
      serviceCode: 'LOCAL',
      kind: 'call_record',
      stepSeconds: 60,
      freeBelowSeconds: 3,
      priceMinor: 15n,
    }),
  )
  unwrap(
    await publishTariff(ctx, {
      ...tariff,
      serviceCode: '12580',
      kind: 'prompt',
      stepSeconds: 60,
      freeBelowSeconds: 0,
      priceMinor: 0n,
    }),
  )
}

async function liveMonth(ctx: Ctx, cast: Cast, month: string, calls: number, nowMs: number): Promise<void> {
  const fromMs = Date.parse(`${month}-01T00:00:00Z`) - ZONE_MS
  const endMs = Date.parse(`${monthBefore(month, -1)}-01T00:00:00Z`) - ZONE_MS
  // Billing closes the month on the second day; quality looks at it in the morning of the third.
  const atMs = Math.min(nowMs, endMs + DAY_MS + 10 * HOUR_MS)
  const at = (hours: number) => () => new Date(Math.min(nowMs, atMs + hours * HOUR_MS))
  const random = randomOf(`reconciliation/${month}`)
  const charges = [
    ...(await feesOf(ctx, random, month, fromMs, endMs)),
    ...callsOf(random, month, fromMs, endMs, calls),
    ...strayFees(random, month, fromMs, endMs),
  ]
  unwrap(await takeCharges({ ...ctx, clock: at(0) }, charges))
  const quality: Ctx = { ...ctx, actor: cast.byUsername('quality'), clock: at(20) }
  const root = (await orgTree(ctx)).byCode(ROOT)
  const run = unwrap(await beginRun(quality, { month, unitId: root?.id ?? null, queue: false }))
  unwrap(await runReconciliation(quality, run.id))
  const open = await openFindingIds(
    reader(ctx),
    { runId: run.id, unitIds: null, classCode: null, state: 'open', text: null },
    100,
  )
  const finance: Ctx = { ...ctx, actor: cast.byUsername('finance'), clock: at(26) }
  const [set, ...rest] = open
  if (set) unwrap(await dismissFindings(finance, [set], '与营业厅核对：客户当日已当面同意，账单已调整'))
  const accepted = rest.slice(0, Math.ceil(rest.length / 2))
  if (accepted.length > 0) unwrap(await acceptFindings(finance, accepted))
}

const localTime = (ms: number): string => `${new Date(ms + ZONE_MS).toISOString().slice(0, 19)}+08:00`
const accountOf = (phone: string): string => `HX${phone.slice(-8)}`

/** Fees of the orders that ran, and some that should never have been. */
async function feesOf(
  ctx: Ctx,
  random: Random,
  month: string,
  fromMs: number,
  endMs: number,
): Promise<RawCharge[]> {
  const orders = await reader(ctx).$queryRaw<Order[]>`
    SELECT m.number, o.customer_id AS "customerId", u.code AS "unitCode", p.code AS service,
      CASE WHEN v.type = 'on_demand' THEN 'on_demand' ELSE 'subscription' END AS kind, v.price_minor AS "priceMinor", v.currency, v.period,
      (NOT o.needs_confirmation OR jn_has_three_records(o)) AS "hasYes", o.activated_at AS "activatedAt", o.cancelled_at AS "cancelledAt",
      CASE WHEN v.type = 'free_trial' THEN v.trial_days END AS "trialDays"
    FROM subscription_order o JOIN matter m ON m.id = o.id JOIN org_unit u ON u.id = m.unit_id JOIN service_product p ON p.id = o.product_id
    JOIN service_version v ON v.id = o.service_version_id
    WHERE o.requested_at < ${new Date(endMs)} AND v.period <> 'use' AND v.price_minor > 0 ORDER BY o.requested_at, o.id`
  const customers = await plainCustomers(
    ctx,
    orders.map(({ customerId }) => customerId),
  )
  let number = 0
  const fee = (order: Order, chargedAtMs: number, minor = order.priceMinor): RawCharge => {
    number += 1
    const phone = customers.get(order.customerId)!.phone
    return {
      charge_ref: `F${month.replace('-', '')}${String(number).padStart(6, '0')}`,
      account: accountOf(phone),
      phone,
      service: order.service,
      kind: order.kind,
      amount: plainAmount(minor, order.currency),
      currency: order.currency,
      charged_at: localTime(chargedAtMs),
      period: month,
      order_ref: random.chance(0.5) ? order.number : '',
      branch: order.unitCode,
    }
  }
  const inMonth = () => random.between(fromMs + DAY_MS, endMs - HOUR_MS)
  const fees: RawCharge[] = []
  let wrong = 0
  for (const order of orders) {
    const freeUntilMs = order.activatedAt
      ? order.activatedAt.getTime() + (order.trialDays ?? 0) * DAY_MS
      : null
    const startMs = freeUntilMs === null ? null : Math.max(fromMs, freeUntilMs)
    const stopMs = Math.min(endMs, order.cancelledAt?.getTime() ?? endMs)
    const runs = order.hasYes && startMs !== null && startMs + HOUR_MS < stopMs
    if (runs)
      fees.push(
        fee(order, startMs + HOUR_MS / 2, random.chance(0.02) ? order.priceMinor * 2n : order.priceMinor),
      )
    if (wrong >= ERRORS) continue
    if (!runs && random.chance(0.35)) {
      fees.push(fee(order, inMonth()))
      wrong += 1
    } else if (runs && order.period === 'month' && random.chance(0.03)) {
      fees.push(fee(order, endMs - HOUR_MS))
      wrong += 1
    }
  }
  return fees
}

/** Fees to numbers that never ordered the service. */
function strayFees(random: Random, month: string, fromMs: number, endMs: number): RawCharge[] {
  const [service] = DEMO_SERVICES.filter(({ type }) => type === 'monthly')
  if (!service) return []
  return Array.from({ length: STRAY_FEES }, (_, index) => {
    const caller = random.between(0, CALLERS - 1)
    const phone = `1391${String(1_000_000 + caller * 317)}`
    return {
      charge_ref: `N${month.replace('-', '')}${String(index + 1).padStart(6, '0')}`,
      account: accountOf(phone),
      phone,
      service: service.code,
      kind: 'subscription',
      amount: plainAmount(service.priceMinor, service.currency),
      charged_at: localTime(random.between(fromMs, endMs - HOUR_MS)),
      period: month,
      branch: CITIES[caller % CITIES.length]!.code,
    }
  })
}

/** Calls and prompts, one in two hundred of them wrong. */
function callsOf(random: Random, month: string, fromMs: number, endMs: number, count: number): RawCharge[] {
  return Array.from({ length: count }, (_, index) => {
    const caller = random.between(0, CALLERS - 1)
    const phone = `1391${String(1_000_000 + caller * 317)}`
    const used = random.between(1, 900)
    const steps = used < 3 ? 0 : Math.ceil(used / 60)
    const isPrompt = random.chance(0.08)
    const isWrong = random.chance(0.005)
    const billed = isPrompt ? 0 : (steps + (isWrong ? random.between(1, 6) : 0)) * 60
    const minor = isPrompt ? (isWrong ? 20 : 0) : (billed / 60) * 15
    return {
      charge_ref: `C${month.replace('-', '')}${String(index + 1).padStart(6, '0')}`,
      account: accountOf(phone),
      phone,
      service: isPrompt ? '12580' : 'LOCAL',
      kind: isPrompt ? 'prompt' : 'call_record',
      amount: plainAmount(BigInt(minor), 'CNY'),
      charged_at: localTime(random.between(fromMs, endMs - HOUR_MS)),
      period: month,
      used_seconds: String(used),
      billed_seconds: String(billed),
      branch: CITIES[caller % CITIES.length]!.code,
    }
  })
}
