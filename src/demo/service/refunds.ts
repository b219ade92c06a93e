import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/calendar/rules/days'
import { unwrap } from '@/kernel/result'
import { orgTree } from '@/organisation/tree'
import { type Ctx, reader } from '@/platform/context'
import { receiveAnswers } from '@/refunds/service/answers'
import { approveRefund } from '@/refunds/service/approve'
import { checkError, rejectError, verifyError } from '@/refunds/service/decide'
import { makePaymentFile } from '@/refunds/service/pay'
import { reportErrors } from '@/refunds/service/report'
import { setSecondAbove } from '@/refunds/service/settings'
import { confirmRefund } from '@/refunds/service/settle'
import { localParts } from '@/ui/local-parts'
import { CITIES, ROOT } from '../rules/carrier'
import { type Random, randomOf } from '../rules/random'
import { wrongChargeOf } from '../rules/wrong-charges'
import { approvedBatch } from './batches'
import type { Cast } from './people'

/** How far back charges are found wrong in a new demonstration. */
const HISTORY_DAYS = 110
/** A batch begins on a Monday so many days before the end: it is paid and confirmed by then. */
const BATCH_DAYS_AGO = { most: 33, least: 9 } as const
const ZONE = 'Asia/Shanghai'
const SECOND_ABOVE_MINOR = 15_000n

type Waiting = {
  readonly id: string
  readonly state: string
  readonly city: string
  readonly sinceAt: Date
}

/**
 * Lives through the days of charges and refunds: clerks report, quality verifies, managers approve, finance pays on
 * Tuesdays and billing answers on Wednesdays. What is open goes on where it stands, so a later start continues it.
 */
export async function liveRefunds(ctx: Ctx, cast: Cast, fromMs: number, untilMs: number): Promise<void> {
  const startMs = Math.max(fromMs, untilMs - HISTORY_DAYS * DAY_MS)
  const isNew = (await reader(ctx).refundLimit.count()) === 0
  if (isNew) await setLimits(acting(ctx, cast, 'finance', startMs))
  // Ten in the morning of each local day.
  const first = startMs - (startMs % DAY_MS) + 2 * HOUR_MS
  for (let atMs = first; atMs < untilMs; atMs += DAY_MS) {
    if (atMs < startMs) continue
    const { weekday } = localParts(new Date(atMs), ZONE)
    if (weekday === 0 || weekday === 6) continue
    const random = randomOf(`refunds/${atMs}`)
    await goOn(ctx, cast, random, atMs)
    await reportSome(ctx, cast, random, atMs + HOUR_MS)
    const daysAgo = (untilMs - atMs) / DAY_MS
    if (weekday === 1 && daysAgo < BATCH_DAYS_AGO.most && daysAgo > BATCH_DAYS_AGO.least)
      await approvedBatch(ctx, cast, atMs)
    if (weekday === 3) await answerSome(ctx, cast, random, atMs + 2 * HOUR_MS)
    if (weekday === 2) await pay(ctx, cast, atMs + 3 * HOUR_MS)
  }
}

function acting(ctx: Ctx, cast: Cast, username: string, atMs: number): Ctx {
  return { ...ctx, actor: cast.byUsername(username), clock: () => new Date(atMs) }
}

async function setLimits(ctx: Ctx): Promise<void> {
  const root = (await orgTree(ctx)).byCode(ROOT)
  if (root)
    unwrap(
      await setSecondAbove(ctx, { unitId: root.id, currency: 'CNY', secondAboveMinor: SECOND_ABOVE_MINOR }),
    )
}

async function reportSome(ctx: Ctx, cast: Cast, random: Random, atMs: number): Promise<void> {
  const tree = await orgTree(ctx)
  for (let i = random.between(1, 4); i > 0; i -= 1) {
    const city = random.weighted(CITIES)
    const unit = tree.byCode(`${city.code}_H${random.between(1, 3)}`)
    const clerkId = unit && cast.at(unit.code, 'service_staff')[0]
    if (!unit || !clerkId) continue
    const at = atMs + random.between(1, 50) * MINUTE_MS
    const clerk: Ctx = { ...ctx, actor: cast.actor(clerkId), clock: () => new Date(at) }
    const { weight: _weight, ...story } = wrongChargeOf(random)
    const chargedAt = new Date(at - random.between(3, 40) * DAY_MS - random.between(0, 600) * MINUTE_MS)
    unwrap(
      await reportErrors(
        clerk,
        [
          {
            ...story,
            unitId: unit.id,
            phone: `13${random.between(6, 9)}${random.between(10_000_000, 99_999_999)}`,
            account: `${city.code}${random.between(10_000_000, 99_999_999)}`,
            period: chargedAt.toISOString().slice(0, 7),
            chargeRef: `CDR${random.between(100_000_000, 999_999_999)}`,
            chargedAt,
            currency: 'CNY',
            channel: 'hall',
            customerClass: random.chance(0.6) ? 'postpaid' : 'prepaid',
          },
        ],
        { source: 'form' },
      ),
    )
  }
}

/** Every open error takes its next step, some later than they should, a few never. */
async function goOn(ctx: Ctx, cast: Cast, random: Random, atMs: number): Promise<void> {
  const waiting = await openErrors(ctx)
  let minute = 0
  for (const error of waiting) {
    const days = (atMs - error.sinceAt.getTime()) / DAY_MS
    // Patience of its own: most are quick, one in eleven is forgotten once it is verified.
    const own = randomOf(error.id)
    const isForgotten = own.chance(0.09) && error.state === 'verified'
    if (isForgotten || days < own.between(0, 3)) continue
    minute += 1
    const at = atMs + minute * MINUTE_MS
    const as = (username: string): Ctx => acting(ctx, cast, username, at)
    const request = { errorId: error.id, revision: null }
    const manager = cast.at(error.city, 'branch_manager')[0]
    const quality = cast.at(error.city, 'quality_officer')[0]
    if (error.state === 'reported' && quality)
      unwrap(
        await checkError(
          { ...as('quality'), actor: cast.actor(quality) },
          { ...request, finding: '已调取话单与资费核对' },
        ),
      )
    else if (error.state === 'checked' && quality) {
      const officer = { ...as('quality'), actor: cast.actor(quality) }
      const isRejected = own.chance(0.06)
      const verified = isRejected
        ? null
        : await verifyError(officer, { ...request, chargedMinor: null, correctMinor: null, finding: null })
      if (!verified?.ok)
        unwrap(
          await rejectError(officer, {
            ...request,
            reason: '核对话单与资费，计费无误',
            next: random.pick(['complain', 'regulator_appeal', 'more_evidence'] as const),
          }),
        )
    } else if (error.state === 'verified' && manager) {
      const asked = { ...request, amountMinor: null, reason: null, note: null }
      unwrap(await approveRefund({ ...as('branch'), actor: cast.actor(manager) }, asked))
      // Above the limit it still waits for the second person.
      if (own.chance(0.8)) await approveRefund({ ...as('gm'), clock: () => new Date(at + 10_000) }, asked)
    } else if (error.state === 'credited' && days > 2) unwrap(await confirmRefund(as('finance'), request))
  }
}

async function openErrors(ctx: Ctx): Promise<Waiting[]> {
  const codes = CITIES.map(({ code }) => code)
  const rows = await reader(ctx).$queryRaw<{ id: string; state: string; path: string; since: Date }[]>`
    SELECT e.id, e.state, u.path::text AS path, greatest(e.reported_at, e.checked_at, e.verified_at, e.credited_at) AS since
    FROM billing_error e JOIN org_unit u ON u.id = e.unit_id WHERE e.state IN ('reported','checked','verified','credited')
      AND NOT EXISTS (SELECT FROM refund_approval a WHERE a.error_id = e.id)
      -- A batch from a file is decided as one.
      AND NOT EXISTS (SELECT FROM refund_batch b WHERE b.id = e.batch_id AND b.source = 'file')
    UNION ALL
    SELECT e.id, e.state, u.path::text, e.credited_at FROM billing_error e JOIN org_unit u ON u.id = e.unit_id
    WHERE e.state = 'credited' AND EXISTS (SELECT FROM refund_approval a WHERE a.error_id = e.id)
    ORDER BY id`
  return rows.flatMap(({ id, state, path, since }) => {
    const city = codes.find((code) => path.split('.').includes(code))
    return city ? [{ id, state, city, sinceAt: since }] : []
  })
}

async function pay(ctx: Ctx, cast: Cast, atMs: number): Promise<void> {
  const finance = acting(ctx, cast, 'finance', atMs)
  const root = (await orgTree(finance)).byCode(ROOT)
  // A week without anything approved has no file.
  if (root) await makePaymentFile(finance, { unitId: root.id, currency: 'CNY' })
}

async function answerSome(ctx: Ctx, cast: Cast, random: Random, atMs: number): Promise<void> {
  const sent = await reader(ctx).refundPayment.findMany({
    where: { state: 'sent' },
    orderBy: { id: 'asc' },
    select: { id: true },
  })
  if (sent.length === 0) return
  unwrap(
    await receiveAnswers(
      acting(ctx, cast, 'finance', atMs),
      sent.map(({ id }) =>
        random.chance(0.04)
          ? { paymentId: id, result: 'failed', billingRef: null, reason: '账户已销户，待客户提供新账户' }
          : {
              paymentId: id,
              result: 'paid',
              billingRef: `BOSS${random.between(10_000_000, 99_999_999)}`,
              reason: null,
            },
      ),
      'file',
    ),
  )
}
