import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { GateRule } from '@/commitments/rules/rule'
import { findOrAddCustomer } from '@/customers/service/find-or-add'
import { newId } from '@/kernel/ids'
import { type Result, unwrap } from '@/kernel/result'
import { simulatorAdapter } from '@/messaging/adapters/simulator'
import { decideBulk, requestBulk, sendBulk } from '@/messaging/service/bulk'
import { deliverOutbox } from '@/messaging/service/deliver'
import { queueMessage } from '@/messaging/service/queue'
import { resendMessage } from '@/messaging/service/resend'
import { seedTemplates } from '@/messaging/service/seed'
import { decideTemplate, newBulkTemplate, proposeTemplate, saveTemplate } from '@/messaging/service/templates'
import { bulkOutcome } from '@/messaging/store/bulk'
import { recordFacts } from '@/obligations/service/record'
import type { Role } from '@/organisation/rules/roles'
import { withTransaction } from '@/platform/context'
import { type Carrier, ctxAt, makeCarrier, publish } from '../support/carrier'
import { createTestDatabase, type TestDatabase } from '../support/database'

let test_: TestDatabase
let carrier: Carrier
let ctx: ReturnType<typeof ctxAt>

/** BR-35: a bulk text goes out only after its approval. */
const BULK_GATE: GateRule = {
  kind: 'gate',
  action: 'bulk_sms.sent',
  preconditions: [{ fact: 'bulk_sms.approved' }],
  start: 'bulk_sms.sent',
  overrideBy: null,
  ifMissing: 'refuse',
}

beforeAll(async () => {
  vi.stubEnv('JIANNUO_DATA_KEY', Buffer.alloc(32, 7).toString('base64'))
  test_ = await createTestDatabase()
  carrier = await makeCarrier(test_.db)
  await publish(test_.db, carrier, [BULK_GATE])
  ctx = ctxAt(test_.db, '2026-03-02T01:00:00Z')
  await seedTemplates(ctx)
})
afterAll(() => test_.drop())

const person = (staffId: string, role: Role) => ({
  ...ctx,
  clock: ctx.clock,
  actor: {
    kind: 'staff' as const,
    staffId,
    displayName: role,
    homeUnitId: carrier.units.root,
    grants: [{ role, unitId: carrier.units.root, unitPath: 'HX' }],
  },
})
const quality = () => person(carrier.staff.quality, 'quality_officer')
const executive = () => person(carrier.staff.executive, 'executive')
const branch = () => person(carrier.staff.branchManager, 'branch_manager')
const code = (done: Result<unknown>) => (done.ok ? null : done.refusal.code)
const fields = (done: Result<unknown>) => (done.ok ? null : done.refusal.fields)

const send = async (key: string) =>
  unwrap(
    await withTransaction(ctx, async (ctx) =>
      queueMessage(ctx, {
        key,
        channel: 'sms',
        customerId: await findOrAddCustomer(ctx, { phone: '13812340000' }),
        templateCode: 'consent.declined',
        params: { service: '手机报' },
        subject: { type: 'subscription_order', id: newId(0) },
        unitId: carrier.units.hall,
      }),
    ),
  ).text
const words = (text: string) => ({ 'zh-CN': text, 'zh-TW': text, en: text })
const DECLINED = words('【{carrier}】不订购“{service}”。')

async function approvedBulkTemplate(name: string): Promise<string> {
  const made = unwrap(
    await newBulkTemplate(quality(), {
      code: name,
      name: words(name),
      texts: words('【{carrier}】网络升级通知。'),
    }),
  )
  const { id } = await test_.db.messageTemplateVersion.findFirstOrThrow({
    where: { template: { code: made.code } },
  })
  unwrap(await proposeTemplate(quality(), { versionId: id }))
  unwrap(await decideTemplate(executive(), { versionId: id, decision: 'approved', note: '' }))
  return made.code
}

describe('templates', () => {
  test('words count from the approval of a second person on', async () => {
    const before = await send('before')
    const { versionId } = unwrap(
      await saveTemplate(quality(), { code: 'consent.declined', texts: DECLINED, note: null }),
    )
    expect(code(await decideTemplate(executive(), { versionId, decision: 'approved', note: '' }))).toBe(
      'template_not_proposed',
    )
    unwrap(await proposeTemplate(quality(), { versionId }))
    expect(code(await decideTemplate(quality(), { versionId, decision: 'approved', note: '' }))).toBe(
      'template_own_words',
    )
    expect(await send('meanwhile')).toBe(before)
    unwrap(await decideTemplate(executive(), { versionId, decision: 'approved', note: '' }))
    expect(await send('after')).toBe('【HX】不订购“手机报”。')
    // What was said stays as it was said.
    expect((await test_.db.outboxMessage.findUniqueOrThrow({ where: { key: 'before' } })).text).toBe(before)
  })

  test('words with a gap nobody fills, or without one that must be said, are refused', async () => {
    const save = async (text: string) =>
      fields(
        await saveTemplate(quality(), {
          code: 'consent.lapsed',
          texts: { ...DECLINED, en: text },
          note: null,
        }),
      )
    expect(await save('{carrier} {service} {customerName}')).toEqual({
      'texts.en': 'template_placeholder_unknown',
    })
    expect(await save('{carrier}')).toEqual({ 'texts.en': 'template_placeholder_missing' })
    expect(await save('{carrier} {service} {')).toEqual({ 'texts.en': 'template_braces_loose' })
    expect(code(await saveTemplate(branch(), { code: 'consent.lapsed', texts: DECLINED, note: null }))).toBe(
      'not_allowed',
    )
  })
})

describe('bulk sending', () => {
  const request = (templateCode: string, audience = '13812340001\n13812340002\n+86 13812340002\n') =>
    requestBulk(branch(), {
      unitId: carrier.units.city,
      name: '升级通知',
      templateCode,
      locale: 'zh-CN',
      reason: '基站升级',
      audience,
    })

  test('is requested, approved by somebody else, sent once and counted', async () => {
    const template = await approvedBulkTemplate('bulk.upgrade')
    const bulk = unwrap(await request(template))
    expect(bulk).toMatchObject({ recipients: 2, duplicates: 1 })
    expect(code(await sendBulk(branch(), { bulkId: bulk.id }))).toBe('bulk_not_approved')
    expect(code(await decideBulk(branch(), { bulkId: bulk.id, decision: 'approved', note: '' }))).toBe(
      'not_allowed',
    )
    unwrap(await decideBulk(executive(), { bulkId: bulk.id, decision: 'approved', note: '' }))
    const sent = await Promise.all([1, 2, 3].map(() => sendBulk(branch(), { bulkId: bulk.id })))
    expect(sent.filter(({ ok }) => ok)).toHaveLength(1)
    await deliverOutbox(ctx, {
      adapters: [simulatorAdapter()],
      react: { onIncoming: async () => 'unhandled', onDelivery: async () => undefined },
      random: () => 0,
    })
    expect(await bulkOutcome(test_.db, bulk.id)).toEqual({ delivered: 2 })
    const facts = await test_.db.fact.findMany({ where: { subjectId: bulk.id }, orderBy: { seq: 'asc' } })
    expect(facts.map(({ type }) => type)).toEqual(['bulk_sms.approved', 'bulk_sms.sent'])
    const obligations = await test_.db.obligation.findMany({ where: { subjectId: bulk.id } })
    expect(obligations.map(({ state }) => state)).toEqual(['KEPT'])
  })

  test('nobody approves their own request; a rejected one is over', async () => {
    const template = await approvedBulkTemplate('bulk.own')
    const own = unwrap(
      await requestBulk(quality(), {
        unitId: carrier.units.city,
        name: 'x',
        templateCode: template,
        locale: 'zh-CN',
        reason: 'x',
        audience: '13812340003',
      }),
    )
    expect(code(await decideBulk(quality(), { bulkId: own.id, decision: 'approved', note: '' }))).toBe(
      'bulk_own_request',
    )
    expect(fields(await decideBulk(executive(), { bulkId: own.id, decision: 'rejected', note: '' }))).toEqual(
      {
        note: 'field_required',
      },
    )
    unwrap(await decideBulk(executive(), { bulkId: own.id, decision: 'rejected', note: '理由' }))
    expect(code(await sendBulk(quality(), { bulkId: own.id }))).toBe('bulk_not_approved')
  })

  test('a file with lines that are no numbers is refused whole', async () => {
    const template = await approvedBulkTemplate('bulk.lines')
    expect(fields(await request(template, '号码\n13812340001\nabc\n'))).toEqual({
      audience: 'audience_wrong_lines',
    })
    expect(fields(await request(template, '\n\n'))).toEqual({ audience: 'audience_empty' })
  })

  test('at night it waits for the morning', async () => {
    const template = await approvedBulkTemplate('bulk.night')
    ctx.now = new Date('2026-03-02T15:00:00Z')
    const bulk = unwrap(await request(template))
    unwrap(await decideBulk(executive(), { bulkId: bulk.id, decision: 'approved', note: '' }))
    unwrap(await sendBulk(branch(), { bulkId: bulk.id }))
    const row = await test_.db.outboxMessage.findFirstOrThrow({ where: { subjectId: bulk.id } })
    expect(row.dueAt).toEqual(new Date('2026-03-03T00:00:00Z'))
  })

  test('without approval neither the engine nor the database lets it pass', async () => {
    const template = await approvedBulkTemplate('bulk.bypass')
    const bulk = unwrap(await request(template))
    const fact = await withTransaction(ctx, (ctx) =>
      recordFacts(ctx, [
        {
          type: 'bulk_sms.sent',
          subject: { type: 'bulk_message', id: bulk.id },
          unitId: carrier.units.city,
          occurredAt: ctx.clock(),
          attrs: { kind: 'bulk_message', classCode: 'bulk_sms', channel: 'sms' },
        },
      ]),
    )
    expect(code(fact)).toBe('gate_missing')
    const { templateVersionId } = await test_.db.bulkMessage.findUniqueOrThrow({ where: { id: bulk.id } })
    const [recipient] = await test_.db.bulkRecipient.findMany({ where: { bulkId: bulk.id } })
    const insert = (subjectId: string) => test_.db.$executeRaw`
      INSERT INTO outbox_message (id, key, channel, customer_id, unit_id, template_version_id, locale, title, text, parts,
        subject_type, subject_id, state, created_at, due_at)
      VALUES (gen_random_uuid(), ${newId(Date.now())}, 'sms', ${recipient!.customerId}::uuid, ${carrier.units.city}::uuid,
        ${templateVersionId}::uuid, 'zh-CN', 't', 'x', 1, 'bulk_message', ${subjectId}::uuid, 'waiting', now(), now())`
    await expect(insert(bulk.id)).rejects.toThrow('outbox_bulk_approved')
    const row = { where: { id: bulk.id } }
    await expect(
      test_.db.bulkMessage.update({ ...row, data: { state: 'sent', sentAt: new Date() } }),
    ).rejects.toThrow('bulk_message_steps')
    await expect(
      test_.db.bulkMessage.update({
        ...row,
        data: { state: 'approved', decidedBy: carrier.staff.branchManager, decidedAt: new Date() },
      }),
    ).rejects.toThrow('bulk_message_second_person')
    await expect(test_.db.bulkMessage.update({ ...row, data: { locale: 'en' } })).rejects.toThrow(
      'bulk_message_as_requested',
    )
    unwrap(await decideBulk(executive(), { bulkId: bulk.id, decision: 'approved', note: '' }))
    await expect(
      test_.db.bulkRecipient.create({ data: { bulkId: bulk.id, customerId: newId(0) } }),
    ).rejects.toThrow()
    await expect(test_.db.bulkRecipient.deleteMany({ where: { bulkId: bulk.id } })).rejects.toThrow(
      'append_only',
    )
    unwrap(await sendBulk(branch(), { bulkId: bulk.id }))
    // Once more to one of the audience.
    await expect(insert(bulk.id)).rejects.toThrow(/outbox_message_bulk_once|duplicate key|Unique/)
  })
})

describe('what cannot be told', () => {
  test('is sent again only by a person with the right, for a reason, and only what failed', async () => {
    await send('unsure')
    const { id } = await test_.db.outboxMessage.findUniqueOrThrow({ where: { key: 'unsure' } })
    const again = (by: typeof ctx | ReturnType<typeof quality>) =>
      resendMessage(by, { messageId: id, reason: '客户来电' })
    expect(code(await again(quality()))).toBe('message_not_resendable')
    await test_.db.$executeRaw`
      UPDATE outbox_message SET state = 'unknown', error_code = 'no_answer' WHERE id = ${id}::uuid`
    expect(code(await again(branch()))).toBe('not_allowed')
    unwrap(await again(quality()))
    expect(await test_.db.outboxMessage.findUniqueOrThrow({ where: { id } })).toMatchObject({
      state: 'waiting',
      resends: 1,
    })
    const log = await test_.db.auditLog.findFirstOrThrow({ where: { action: 'message.resent' } })
    expect(log.detail).toMatchObject({ from: 'unknown', reason: '客户来电' })
  })
})
