import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { cancelOrder } from '@/consents/service/cancel'
import { recordCharge } from '@/consents/service/charge'
import { recordJoining } from '@/consents/service/joining'
import { lapseSilent } from '@/consents/service/lapse'
import { recordPurchase } from '@/consents/service/purchase'
import { newId } from '@/kernel/ids'
import { unwrap } from '@/kernel/result'
import { type Carrier, ctxAt, makeCarrier } from '../support/carrier'
import { makeServices, newPhone, order, texted } from '../support/consents'
import { createTestDatabase, type TestDatabase } from '../support/database'

/** Every constraint of the room, each tried to be broken past all services. */
let database: TestDatabase
let carrier: Carrier
let ctx: ReturnType<typeof ctxAt>
const AT = '2026-03-02T01:00:00Z'
const HASH = '0'.repeat(64)
const id = () => newId(Date.parse(AT))
const run = (sql: string) => database.db.$executeRawUnsafe(sql)
/** Runs one statement; the error must name the constraint or say the trigger's word. */
const refused = (name: string, sql: string) => expect(run(sql), sql).rejects.toThrow(name)
const sqlText = (value: unknown): string =>
  value === null
    ? 'NULL'
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : `'${value}'`
const insert = (table: string, row: Record<string, unknown>): string =>
  `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.values(row).map(sqlText).join(', ')})`
const update = (table: string, where: string, change: string): string =>
  `UPDATE ${table} SET ${change} WHERE id = '${where}'`

let asked: { id: string; phoneHash: string; customerId: string }
let active: string
let lapsed: string
let onDemand: string
let product: { id: string; versionId: string }
let purchaseId: string
let joiningId: string

beforeAll(async () => {
  vi.stubEnv('JIANNUO_DATA_KEY', Buffer.alloc(32, 7).toString('base64'))
  database = await createTestDatabase()
  carrier = await makeCarrier(database.db)
  ctx = ctxAt(database.db, AT)
  await makeServices(ctx)
  const hall = carrier.units.hall
  const silent = await order(ctx, hall)
  ctx.now = new Date(Date.parse(AT) + 25 * 3_600_000)
  await lapseSilent(ctx)
  lapsed = silent.id
  const phone = newPhone()
  active = (await order(ctx, hall, { phone })).id
  await texted(ctx, phone, '是')
  onDemand = (await order(ctx, hall, { service: 'DB' })).id
  const open = await order(ctx, hall)
  asked = await database.db.subscriptionOrder.findUniqueOrThrow({ where: { id: open.id } })
  const tq = await database.db.serviceProduct.findUniqueOrThrow({ where: { code: 'TQ' } })
  const version = await database.db.serviceVersion.findFirstOrThrow({ where: { productId: tq.id } })
  product = { id: tq.id, versionId: version.id }
  unwrap(
    await recordCharge(ctx, {
      ref: active,
      chargeRef: 'CC-1',
      amountMinor: 1500n,
      currency: 'CNY',
      chargedAt: ctx.now,
    }),
  )
  const place = { unitId: hall, channel: 'web', currency: 'CNY' } as const
  purchaseId = unwrap(
    await recordPurchase(ctx, {
      ...place,
      service: 'DB',
      phone: newPhone(),
      externalRef: 'P-1',
      amountMinor: 200n,
      feePageShownAt: ctx.now,
      madeAt: ctx.now,
    }),
  ).id
  joiningId = unwrap(
    await recordJoining(ctx, {
      ...place,
      phone: newPhone(),
      externalRef: 'J-1',
      planName: '59',
      priceMinor: 5900n,
      period: 'month',
      website: 'www.example.com',
      joinedAt: ctx.now,
    }),
  ).id
})
afterAll(() => database.drop())

const record = (over: Record<string, unknown> = {}) =>
  insert('consent_record', {
    id: id(),
    order_id: asked.id,
    kind: 'answer',
    channel: 'sms',
    text: '是',
    text_hash: HASH,
    chain_hash: HASH,
    from_hash: asked.phoneHash,
    verdict: 'yes',
    occurred_at: ctx.now.toISOString(),
    recorded_at: ctx.now.toISOString(),
    ...over,
  })
const charge = (over: Record<string, unknown> = {}) =>
  insert('order_charge', {
    id: id(),
    order_id: active,
    charge_ref: `X-${id()}`,
    amount_minor: 100,
    currency: 'CNY',
    charged_at: ctx.now.toISOString(),
    recorded_at: ctx.now.toISOString(),
    verdict: 'as_ordered',
    ...over,
  })
const version = (over: Record<string, unknown> = {}) =>
  insert('service_version', {
    id: id(),
    product_id: product.id,
    version: 9,
    name: '{"zh-CN":"a","zh-TW":"a","en":"a"}',
    provider: '{"zh-CN":"a","zh-TW":"a","en":"a"}',
    cancel_how: '{"zh-CN":"a","zh-TW":"a","en":"a"}',
    type: 'monthly',
    extra_classes: '{}',
    price_minor: 100,
    currency: 'CNY',
    period: 'month',
    trial_days: null,
    valid_from: AT,
    created_at: AT,
    ...over,
  })
const setting = (over: Record<string, unknown> = {}) =>
  insert('consent_setting', {
    version: 77,
    window_minutes: 60,
    confirm_types: '{monthly,subscription,free_trial}',
    yes_words: '{y}',
    no_words: '{n}',
    cancel_words: '{td}',
    created_at: AT,
    ...over,
  })

describe('no order is active without the three records', () => {
  test('not by changing its state', () =>
    Promise.all([
      refused(
        'order_transition',
        update('subscription_order', asked.id, `state = 'active', activated_at = now()`),
      ),
      refused('consent_missing', update('subscription_order', asked.id, `state = 'confirmed'`)),
      refused('consent_missing', update('subscription_order', lapsed, `state = 'confirmed'`)),
      refused('order_identity', update('subscription_order', asked.id, 'needs_confirmation = false')),
      refused('order_permanent', `DELETE FROM subscription_order WHERE id = '${asked.id}'`),
      refused('append_only', 'TRUNCATE subscription_order CASCADE'),
      refused('matter_state_of_order', update('matter', asked.id, `state = 'active'`)),
    ]))

  test('not by a yes that is none', () =>
    Promise.all([
      refused('consent_from_other_number', record({ from_hash: 'other' })),
      refused(
        'consent_outside_window',
        record({ occurred_at: '2026-03-05T00:00:00Z', recorded_at: '2026-03-05T00:00:00Z' }),
      ),
      refused('consent_without_question', record({ occurred_at: '2026-03-01T00:00:00Z' })),
      refused('consent_from_other_number', record({ order_id: onDemand })),
    ]))

  test('not by stretching the time for an answer', () =>
    Promise.all([
      refused(
        'order_window_fixed',
        update('subscription_order', lapsed, `window_ends_at = window_ends_at + interval '9 days'`),
      ),
      refused(
        'order_window_fixed',
        update('subscription_order', asked.id, 'asked_at = NULL, window_ends_at = NULL'),
      ),
      refused(
        'order_window_as_set',
        update(
          'subscription_order',
          onDemand,
          `asked_at = requested_at, window_ends_at = requested_at + interval '9 days'`,
        ),
      ),
    ]))

  test('not by saying that it needs none', async () => {
    const before = await database.db.subscriptionOrder.findUniqueOrThrow({ where: { id: lapsed } })
    const matterId = id()
    const matter = insert('matter', {
      id: matterId,
      type: 'subscription_order',
      number: `T-${matterId}`,
      unit_id: carrier.units.hall,
      customer_id: before.customerId,
      class_code: 'monthly',
      state: 'requested',
      opened_at: AT,
      recorded_at: AT,
    })
    await run(matter)
    const fresh = (over: Record<string, unknown> = {}) =>
      insert('subscription_order', {
        id: matterId,
        product_id: product.id,
        service_version_id: product.versionId,
        setting_version: 1,
        customer_id: before.customerId,
        phone_hash: before.phoneHash,
        needs_confirmation: true,
        activates_itself: true,
        state: 'requested',
        requested_at: AT,
        ...over,
      })
    await refused('order_needs_confirmation', fresh({ needs_confirmation: false }))
    await refused('order_begins_requested', fresh({ state: 'asked', asked_at: AT }))
    await refused('order_number_of_customer', fresh({ phone_hash: 'other' }))
    await refused('order_is_a_matter', fresh({ customer_id: asked.customerId, phone_hash: asked.phoneHash }))
    // The guard looks these two up before the foreign keys are asked.
    await refused('query returned no rows', fresh({ setting_version: 99 }))
    await refused('query returned no rows', fresh({ service_version_id: id() }))
    await refused('subscription_order', fresh({ product_id: id() }))
    await refused('subscription_order_rule_fk', fresh({ rule_version_id: id() }))
  })

  test('nobody is asked twice at once for the same service', async () => {
    const matterId = id()
    await run(
      insert('matter', {
        id: matterId,
        type: 'subscription_order',
        number: `T-${matterId}`,
        unit_id: carrier.units.hall,
        customer_id: asked.customerId,
        class_code: 'monthly',
        state: 'requested',
        opened_at: AT,
        recorded_at: AT,
      }),
    )
    await refused(
      'subscription_order_one_running',
      insert('subscription_order', {
        id: matterId,
        product_id: product.id,
        service_version_id: product.versionId,
        setting_version: 1,
        customer_id: asked.customerId,
        phone_hash: asked.phoneHash,
        needs_confirmation: true,
        activates_itself: true,
        state: 'requested',
        requested_at: AT,
      }),
    )
  })
})

describe('states and times', () => {
  test.each([
    ['subscription_order_state', `state = 'done'`],
    ['subscription_order_asked_has_window', 'asked_at = NULL'],
    ['subscription_order_again_after', `asked_again_at = asked_at - interval '1 minute'`],
    ['subscription_order_cancelled_has_time', `state = 'cancelled'`],
    ['subscription_order_cancel_channel', `state = 'cancelled', cancelled_at = now()`],
    ['subscription_order_activated_after', `activated_at = requested_at - interval '1 minute'`],
  ])('%s', async (name, change) => {
    // The guard of states speaks first where both would.
    await expect(run(update('subscription_order', asked.id, change))).rejects.toThrow(
      new RegExp(`${name}|order_window_fixed|order_transition`),
    )
  })
  test('an order that is active has the time', () =>
    refused(
      'subscription_order_active_has_time',
      update('subscription_order', active, 'activated_at = NULL'),
    ))
  test('what has ended stays ended', async () => {
    const gone = await order(ctx, carrier.units.hall)
    unwrap(await cancelOrder(ctx, { ref: gone.id, channel: 'hall' }))
    await refused(
      'order_transition',
      update('subscription_order', gone.id, `state = 'asked', cancelled_at = NULL, cancel_channel = NULL`),
    )
  })
})

describe('records', () => {
  test('stay as they are', () =>
    Promise.all([
      refused('append_only', `UPDATE consent_record SET text = 'x' WHERE order_id = '${active}'`),
      refused('append_only', `DELETE FROM consent_record WHERE order_id = '${active}'`),
      refused('append_only', 'TRUNCATE consent_record'),
    ]))
  test.each([
    ['consent_record_kind', { kind: 'rumour', verdict: null }],
    ['consent_record_channel', { channel: 'pigeon', verdict: 'unclear' }],
    ['consent_record_text', { kind: 'question', text: '', verdict: null }],
    ['consent_record_from', { verdict: 'unclear', from_hash: null }],
    ['consent_record_verdict', { verdict: 'maybe' }],
    ['consent_record_verdict', { verdict: null }],
    ['consent_record_verdict', { kind: 'question', verdict: 'no' }],
    ['consent_record_times', { verdict: 'no', recorded_at: '2026-03-02T00:00:00Z' }],
    ['consent_record_by_fk', { verdict: 'unclear', recorded_by: id() }],
    ['consent_record_one_order', { kind: 'order', verdict: null }],
  ])('%s', (name, over) => refused(name, record(over)))
  test('a question follows its order, one yes is enough, a message counts once', async () => {
    await refused(
      'consent_question_before_order',
      record({ kind: 'question', verdict: null, occurred_at: AT }),
    )
    const customer = await database.db.subscriptionOrder.findUniqueOrThrow({ where: { id: active } })
    await refused('consent_record_one_yes', record({ order_id: active, from_hash: customer.phoneHash }))
    await run(record({ verdict: 'unclear', message_key: 'm-1' }))
    await refused('consent_record_message_once', record({ verdict: 'unclear', message_key: 'm-1' }))
  })
  test('fingerprints are made by the database, each bound to those before it', async () => {
    const rows = await database.db.consentRecord.findMany({
      where: { orderId: active },
      orderBy: { seq: 'asc' },
    })
    const hashes = rows.map(({ textHash }) => textHash)
    const { createHash } = await import('node:crypto')
    expect(hashes).toEqual(rows.map(({ text }) => createHash('sha256').update(text, 'utf8').digest('hex')))
    expect(new Set(rows.map(({ chainHash }) => chainHash)).size).toBe(rows.length)
  })
  test('a yes after a no counts for nothing', async () => {
    const phone = newPhone()
    const { id: orderId } = await order(ctx, carrier.units.hall, { phone })
    await texted(ctx, phone, '否')
    const { phoneHash } = await database.db.subscriptionOrder.findUniqueOrThrow({ where: { id: orderId } })
    await refused('consent_after_refusal', record({ order_id: orderId, from_hash: phoneHash }))
  })
})

describe('charges', () => {
  test.each([
    ['order_charge_charge_ref_key', { charge_ref: 'CC-1' }],
    ['query returned no rows', { order_id: id() }],
    ['order_charge_amount', { amount_minor: 0 }],
    ['order_charge_currency', { currency: 'yuan' }],
    ['order_charge_ref', { charge_ref: '' }],
    ['order_charge_times', { recorded_at: AT }],
    ['order_charge_verdict', { verdict: 'fine' }],
  ])('%s', (name, over) => refused(name, charge(over)))
  test('one without the three records is said to be one, and stays on file', () =>
    Promise.all([
      refused('charge_without_consent', charge({ order_id: lapsed })),
      refused('append_only', `DELETE FROM order_charge`),
      refused('append_only', `UPDATE order_charge SET verdict = 'as_ordered'`),
      refused('append_only', 'TRUNCATE order_charge'),
    ]))
})

describe('services and settings', () => {
  test.each([
    ['service_version_number', { version: 1 }],
    ['service_version_product_fk', { product_id: id() }],
    ['service_version_by_fk', { created_by: id() }],
    ['service_version_positive', { version: 0 }],
    ['service_version_type', { type: 'gift' }],
    ['service_version_extra_classes', { extra_classes: '{music}' }],
    ['service_version_period', { period: 'hour' }],
    ['service_version_price', { price_minor: -1 }],
    ['service_version_currency', { currency: 'rmb' }],
    ['service_version_trial', { type: 'free_trial' }],
    ['service_version_trial', { trial_days: 3 }],
    ['service_version_names', { name: '{"zh-CN":"a"}' }],
  ])('%s', (name, over) => refused(name, version(over)))
  test('versions and settings stay as they are', () =>
    Promise.all([
      refused('append_only', 'UPDATE service_version SET price_minor = 1'),
      refused('append_only', 'DELETE FROM service_version'),
      refused('append_only', 'TRUNCATE service_version CASCADE'),
      refused('append_only', 'UPDATE consent_setting SET window_minutes = 9'),
      refused('append_only', 'DELETE FROM consent_setting'),
      refused('append_only', 'TRUNCATE consent_setting CASCADE'),
    ]))
  test.each([
    ['service_product_code_key', 'TQ'],
    ['service_product_code_shape', 'tq'],
  ])('%s', (name, code) => refused(name, insert('service_product', { id: id(), code, created_at: AT })))
  test('service_product_withdrawn_after', () =>
    refused(
      'service_product_withdrawn_after',
      update('service_product', product.id, `withdrawn_at = '2020-01-01'`),
    ))
  test.each([
    ['consent_setting_pkey', { version: 1 }],
    ['consent_setting_positive', { version: 0 }],
    ['consent_setting_window', { window_minutes: 4 }],
    ['consent_setting_types', { confirm_types: '{monthly}' }],
    ['consent_setting_types', { confirm_types: '{monthly,subscription,free_trial,gift}' }],
    ['consent_setting_words', { no_words: '{}' }],
    ['consent_setting_words_apart', { cancel_words: '{y}' }],
    ['consent_setting_by_fk', { created_by: id() }],
  ])('%s', (name, over) => refused(name, setting(over)))
})

describe('notices after the fact', () => {
  test('reminders, purchases, joinings', () =>
    Promise.all([
      refused(
        'fee_reminder_first_day',
        insert('fee_reminder', { order_id: active, month: '2026-03-02', sent_at: AT }),
      ),
      refused(
        'fee_reminder_order_fk',
        insert('fee_reminder', { order_id: id(), month: '2026-03-01', sent_at: AT }),
      ),
      refused('purchase_amount', update('purchase', purchaseId, 'amount_minor = -1')),
      refused('purchase_currency', update('purchase', purchaseId, `currency = 'x'`)),
      refused(
        'purchase_page_before',
        update('purchase', purchaseId, `fee_page_shown_at = made_at + interval '1 minute'`),
      ),
      refused(
        'purchase_notice_after',
        update('purchase', purchaseId, `notice_sent_at = made_at - interval '1 minute'`),
      ),
      refused('purchase_version_fk', update('purchase', purchaseId, `service_version_id = '${id()}'`)),
      refused('purchase_customer_fk', update('purchase', purchaseId, `customer_id = '${id()}'`)),
      refused('purchase_matter_fk', update('purchase', purchaseId, `id = '${id()}'`)),
      refused(
        'purchase_external_ref_key',
        `INSERT INTO purchase SELECT (SELECT id FROM matter WHERE id = '${joiningId}'), service_version_id, customer_id, external_ref, amount_minor, currency, fee_page_shown_at, made_at, notice_sent_at FROM purchase LIMIT 1`,
      ),
      refused('joining_says_tariff', update('joining', joiningId, `tariff = ''`)),
      refused(
        'joining_welcome_after',
        update('joining', joiningId, `welcome_sent_at = joined_at - interval '1 minute'`),
      ),
      refused('joining_customer_fk', update('joining', joiningId, `customer_id = '${id()}'`)),
      refused('joining_matter_fk', update('joining', joiningId, `id = '${id()}'`)),
    ]))
})
