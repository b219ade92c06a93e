import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountHashOf, sealAccount } from '@/customers/account'
import { phoneHashOf } from '@/customers/store'
import { newId } from '@/kernel/ids'
import { unwrap } from '@/kernel/result'
import { seal } from '@/platform/crypto'
import {
  type Grounds,
  type JudgedCharge,
  judgeCharges,
  type OrderGround,
  type Outcome,
  type Tariff,
} from '@/reconciliation/rules/judge'
import { CHARGE_KINDS } from '@/reconciliation/rules/lists'
import { beginRun, runReconciliation } from '@/reconciliation/service/run'
import { publishTariff } from '@/reconciliation/service/tariffs'
import { insertCharges, insertParties, knownParties, type NewCharge } from '@/reconciliation/store/charges'
import { localParts } from '@/ui/local-parts'
import { DATA_KEY } from '../support/case-actors'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { plantOrders } from '../support/planted-charges'
import { type Crew, crewAt, makeTill, type Till } from '../support/refunds'

/** The run in SQL says what the pure rules say, of any charges at all. */

const ZONE = 'Asia/Shanghai'
let database: TestDatabase
let till: Till
let crew: Crew
let grounds: Grounds
let phones: readonly string[]
let importId: string

beforeAll(async () => {
  process.env.JIANNUO_DATA_KEY = DATA_KEY
  database = await createTestDatabase()
  till = await makeTill(database.db)
  crew = await crewAt(database.db, till, '2026-07-02T01:00:00Z')
  const planted = await plantOrders(crew.quality, till.units.hall, { rows: 20, errorsEach: 2 })
  for (const [code, period, price] of [
    ['WK', 'week', 700],
    ['YR', 'year', 9_900],
  ] as const)
    await otherPeriod(code, period, price, planted.other[0]!.phone)
  for (const [serviceCode, priceMinor] of [
    ['LOCAL', 20n],
    ['12580', 0n],
    ['12590', 50n],
  ] as const)
    unwrap(
      await publishTariff(crew.quality, {
        serviceCode,
        kind: serviceCode === 'LOCAL' ? 'call_record' : 'prompt',
        stepSeconds: 6,
        freeBelowSeconds: 0,
        priceMinor,
        currency: 'CNY',
        validFrom: new Date('2026-03-10T00:00:00Z'),
      }),
    )
  phones = [
    ...new Set(
      Object.values(planted)
        .flatMap((orders) => orders.slice(0, 2))
        .map(({ phone }) => phone),
    ),
    '13700000001',
  ]
  grounds = await groundsOf()
  importId = newId(Date.parse('2026-07-01T00:00:00Z'))
  await database.db.chargeImport.create({
    data: {
      id: importId,
      fileName: 'random',
      source: 'file',
      sha256: '0'.repeat(64),
      sizeBytes: 0n,
      format: 'csv',
      unitId: till.units.hall,
      status: 'running',
      createdAt: new Date('2026-07-01T00:00:00Z'),
    },
  })
})
afterAll(() => database.drop())

/** A service billed by the week or year with an order of its own, made from one that is active. */
async function otherPeriod(code: string, period: string, price: number, phone: string): Promise<void> {
  const [product, version, order] = [newId(1), newId(2), newId(3)]
  const { db } = database
  await db.$executeRaw`INSERT INTO service_product (id, code, created_at) VALUES (${product}::uuid, ${code}, now())`
  await db.$executeRaw`
    INSERT INTO service_version (id, product_id, version, name, provider, cancel_how, type, extra_classes, price_minor, currency, period, valid_from, created_at)
    SELECT ${version}::uuid, ${product}::uuid, 1, name, provider, cancel_how, 'on_demand', '{}', ${price}, 'CNY', ${period}, valid_from, now()
    FROM service_version LIMIT 1`
  await db.$executeRaw`
    INSERT INTO matter (id, type, number, unit_id, customer_id, class_code, channel, state, opened_at, recorded_at)
    SELECT ${order}::uuid, 'subscription_order', 'LAW-' || ${code}, ${till.units.hall}::uuid, id, 'monthly', 'sms', 'requested',
      '2025-06-01Z', '2025-06-01Z' FROM customer WHERE phone_hash = ${phoneHashOf(phone)}`
  await db.$executeRaw`
    INSERT INTO subscription_order (id, product_id, service_version_id, setting_version, customer_id, phone_hash, needs_confirmation,
      activates_itself, state, requested_at)
    SELECT ${order}::uuid, ${product}::uuid, ${version}::uuid, 1, id, phone_hash, false, true, 'requested', '2025-06-01Z'
    FROM customer WHERE phone_hash = ${phoneHashOf(phone)}`
  await db.$executeRaw`UPDATE subscription_order SET state = 'active', activated_at = '2025-06-01Z' WHERE id = ${order}::uuid`
}

async function groundsOf(): Promise<Grounds> {
  type Row = Omit<OrderGround, 'requestedAtMs' | 'activatedAtMs' | 'cancelledAtMs'> & {
    requestedAt: Date
    activatedAt: Date | null
    cancelledAt: Date | null
  }
  const orders = await database.db.$queryRaw<Row[]>`
    SELECT o.id, array_remove(ARRAY[m.number, o.external_ref], NULL) AS refs, o.phone_hash AS "phoneHash", p.code AS "serviceCode",
      o.requested_at AS "requestedAt", o.needs_confirmation AS "needsConfirmation", jn_has_three_records(o) AS "hasThreeRecords",
      o.activated_at AS "activatedAt", o.cancelled_at AS "cancelledAt", v.type, v.period, v.price_minor AS "priceMinor", v.currency,
      v.trial_days AS "trialDays"
    FROM subscription_order o JOIN matter m ON m.id = o.id JOIN service_product p ON p.id = o.product_id
    JOIN service_version v ON v.id = o.service_version_id`
  const tariffs = await database.db.callTariff.findMany()
  return {
    orders: orders.map(({ requestedAt, activatedAt, cancelledAt, ...order }) => ({
      ...order,
      requestedAtMs: requestedAt.getTime(),
      activatedAtMs: activatedAt?.getTime() ?? null,
      cancelledAtMs: cancelledAt?.getTime() ?? null,
    })),
    purchases: [],
    tariffs: tariffs.map(({ validFrom, kind, ...tariff }) => ({
      ...tariff,
      kind: kind as Tariff['kind'],
      validFromMs: validFrom.getTime(),
    })),
  }
}

const FROM_MS = Date.parse('2026-02-27T00:00:00Z')
const chargeArb = fc.record({
  phone: fc.nat(),
  serviceCode: fc.constantFrom('TQ', 'XW', 'SY', 'DB', 'WK', 'YR', 'LOCAL', '12580', '12590', 'NONE'),
  kind: fc.constantFrom(...CHARGE_KINDS),
  amountMinor: fc.constantFrom(0n, 15n, 30n, 100n, 200n, 700n, 1500n, 1800n, 9900n),
  currency: fc.constantFrom('CNY', 'CNY', 'CNY', 'USD'),
  // Few moments, so that charges meet at the same one.
  chargedAtMs: fc.integer({ min: 0, max: 260 }).map((step) => FROM_MS + step * 3_600_000 * 6),
  month: fc.constantFrom('2026-03', '2026-03', '2026-03', '2026-02', '2025-12'),
  usedSeconds: fc.option(fc.constantFrom(0, 2, 3, 60, 61, 125)),
  billedSeconds: fc.option(fc.constantFrom(0, 6, 60, 66, 120, 180)),
  ref: fc.option(fc.nat(), { freq: 3 }),
})

test('the run in SQL does what the pure rules say, to any charges', { timeout: 120_000 }, async () => {
  let rounds = 0
  await fc.assert(
    fc.asyncProperty(fc.array(chargeArb, { minLength: 1, maxLength: 60 }), async (drawn) => {
      rounds += 1
      // Each round has accounts of its own: what is charged twice is seen within one account only.
      const own = `LAW${rounds}`
      const hashes = phones.map((phone) => ({
        phone,
        phoneHash: phoneHashOf(phone),
        accountHash: accountHashOf(own),
      }))
      await insertParties(
        database.db,
        hashes.map(({ phone, ...key }) => ({
          ...key,
          accountEnc: sealAccount(own),
          phoneEnc: seal('customer.phone', phone),
        })),
      )
      const parties = await knownParties(database.db, hashes)
      const rows = drawn.map(({ phone, ref, chargedAtMs, ...charge }, line): NewCharge => {
        const who = hashes[phone % hashes.length]!
        const order = ref === null ? null : grounds.orders[ref % grounds.orders.length]!
        return {
          ...charge,
          line,
          chargeRef: `${own}-${line}`,
          unitId: till.units.hall,
          partyId: parties.get(`${who.accountHash}/${who.phoneHash}`)!,
          chargedAt: new Date(chargedAtMs).toISOString(),
          orderRef: order?.refs[ref! % order.refs.length] ?? null,
        }
      })
      await insertCharges(database.db, importId, rows)
      const { id } = unwrap(await beginRun(crew.quality, { month: '2026-03', queue: false }))
      unwrap(await runReconciliation(crew.quality, id))
      const stored = await database.db.charge.findMany({ where: { chargeRef: { startsWith: `${own}-` } } })
      const phoneOfParty = new Map(
        hashes.map((who) => [parties.get(`${who.accountHash}/${who.phoneHash}`)!, who.phoneHash]),
      )
      const said = judgeCharges(
        stored
          .filter(({ month, serviceCode }) => month === '2026-03' || ['WK', 'YR'].includes(serviceCode))
          .map((charge): JudgedCharge => {
            const { year, month, day } = localParts(charge.chargedAt, ZONE)
            return {
              ...charge,
              kind: charge.kind as JudgedCharge['kind'],
              phoneHash: phoneOfParty.get(charge.partyId)!,
              chargedAtMs: charge.chargedAt.getTime(),
              localDay: { year, month, day },
            }
          }),
        grounds,
      )
      const found = await database.db.finding.findMany({
        where: { runId: id, chargeId: { in: stored.map((each) => each.id) } },
      })
      const bySql = new Map(found.map((finding) => [finding.chargeId, finding]))
      for (const charge of stored) {
        const pure: Outcome | undefined = charge.month === '2026-03' ? said.get(charge.id) : undefined
        const sql = bySql.get(charge.id)
        const seen = sql && {
          classCode: sql.classCode,
          why: sql.why,
          alsoClasses: sql.alsoClasses,
          correctMinor: sql.correctMinor,
          orderId: sql.orderId,
          purchaseId: sql.purchaseId,
          tariffId: sql.tariffId,
          earlierChargeId: sql.earlierChargeId,
        }
        expect(seen ?? null, charge.chargeRef).toEqual(typeof pure === 'object' ? pure : null)
      }
    }),
    { numRuns: 25 },
  )
})
