import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { findOrAddCustomer } from '@/customers/service/find-or-add'
import { newId } from '@/kernel/ids'
import { unwrap } from '@/kernel/result'
import { queueMessage } from '@/messaging/service/queue'
import { receiveIncoming } from '@/messaging/service/receive'
import { seedTemplates } from '@/messaging/service/seed'
import { withTransaction } from '@/platform/context'
import { type Carrier, ctxAt, makeCarrier } from '../support/carrier'
import { createTestDatabase, type TestDatabase } from '../support/database'

let test_: TestDatabase
let carrier: Carrier
let ctx: ReturnType<typeof ctxAt>
let messageId: string
let inboundId: string
let templateId: string

beforeAll(async () => {
  vi.stubEnv('JIANNUO_DATA_KEY', Buffer.alloc(32, 7).toString('base64'))
  test_ = await createTestDatabase()
  carrier = await makeCarrier(test_.db)
  ctx = ctxAt(test_.db, '2026-03-02T01:00:00Z')
  await seedTemplates(ctx)
})
afterAll(() => test_.drop())

beforeEach(async () => {
  const queued = await withTransaction(ctx, async (ctx) =>
    queueMessage(ctx, {
      key: newId(Date.now()),
      channel: 'sms',
      customerId: await findOrAddCustomer(ctx, { phone: '13812340000' }),
      templateCode: 'consent.lapsed',
      params: { service: '手机报' },
      subject: { type: 'subscription_order', id: newId(0) },
      unitId: carrier.units.hall,
    }),
  )
  messageId = unwrap(queued).id
  const received = await receiveIncoming(
    ctx,
    {
      adapter: 'test',
      providerId: newId(Date.now()),
      from: '13812340000',
      to: '1',
      text: '是',
      receivedAt: ctx.now,
    },
    { onIncoming: async () => 'handled', onDelivery: async () => undefined },
  )
  inboundId = received.id
  templateId = (await test_.db.messageTemplate.findFirstOrThrow({ where: { code: 'consent.declined' } })).id
})

const WORDS = { 'zh-CN': '{carrier}{service}', 'zh-TW': '{carrier}{service}', en: '{carrier}{service}' }
const set = (what: string) =>
  test_.db.$executeRawUnsafe(`UPDATE outbox_message SET ${what} WHERE id = '${messageId}'`)
const setInbound = (what: string) =>
  test_.db.$executeRawUnsafe(`UPDATE inbound_message SET ${what} WHERE id = '${inboundId}'`)

describe('outbox_message', () => {
  test.each([
    ['state = $$gone$$', 'outbox_message_state'],
    ['channel = $$fax$$', 'outbox_message_words'],
    ['locale = $$fr$$', 'outbox_message_locale'],
    ['parts = 0', 'outbox_message_parts'],
    ['subject_type = $$weather$$', 'outbox_message_subject'],
    ['state = $$sending$$', 'outbox_message_sending'],
    ['state = $$sent$$', 'outbox_message_sent'],
    ['state = $$delivered$$, sent_at = now()', 'outbox_message_delivered'],
    ['state = $$dead$$', 'outbox_message_error'],
    ['text = $$other$$', 'outbox_message_words'],
    ['key = $$other$$', 'outbox_message_words'],
    ['unit_id = gen_random_uuid()', 'outbox_message_unit_fk'],
  ])('%s breaks %s', async (what, name) => {
    await expect(set(what)).rejects.toThrow(name)
  })

  test('what has left does not wait again, and nothing is removed', async () => {
    await set('state = $$sent$$, sent_at = now()')
    await expect(set('state = $$waiting$$')).rejects.toThrow('outbox_message_sent_once')
    await set('state = $$delivered$$, delivered_at = now()')
    await expect(set('state = $$sent$$, delivered_at = NULL')).rejects.toThrow('outbox_message_sent_once')
    await expect(test_.db.outboxMessage.delete({ where: { id: messageId } })).rejects.toThrow(
      'outbox_message_permanent',
    )
    await expect(test_.db.$executeRaw`TRUNCATE outbox_message CASCADE`).rejects.toThrow('append_only')
  })

  test('a withdrawn message stays so', async () => {
    await set('state = $$withdrawn$$')
    await expect(set('state = $$waiting$$')).rejects.toThrow('outbox_message_sent_once')
  })

  test('one row for a key', async () => {
    await expect(
      test_.db
        .$executeRaw`INSERT INTO outbox_message SELECT gen_random_uuid(), key, channel, customer_id, unit_id, template_version_id,
        locale, title, text, parts, subject_type, subject_id, state, created_at, due_at FROM outbox_message WHERE id = ${messageId}::uuid`,
    ).rejects.toThrow()
  })
})

describe('inbound_message', () => {
  test.each([
    ['state = $$gone$$', 'inbound_message'],
    ['text_enc = $$\\x00$$', 'inbound_message_as_received'],
    ['received_at = received_at - interval $$1 day$$', 'inbound_message_as_received'],
    ['state = $$unhandled$$', 'inbound_message_once'],
    ['next_attempt_at = now()', 'inbound_message_retry'],
    ['handled_at = NULL', 'inbound_message_handled'],
    ['channel = $$fax$$', 'inbound_message_channel'],
  ])('%s breaks %s', async (what, name) => {
    await expect(setInbound(what)).rejects.toThrow(name)
  })

  test('is never removed', async () => {
    await expect(test_.db.inboundMessage.delete({ where: { id: inboundId } })).rejects.toThrow()
  })
})

describe('message_template', () => {
  const version = (data: Record<string, unknown>) =>
    test_.db.messageTemplateVersion.create({
      data: {
        id: newId(Date.now()),
        templateId,
        version: 2,
        status: 'draft',
        texts: WORDS,
        draftedBy: carrier.staff.quality,
        draftedAt: ctx.now,
        ...data,
      },
    })

  test.each([
    [{ status: 'gone' }, 'message_template_version_status'],
    [{ texts: { en: 'x' } }, 'message_template_version_texts'],
    [{ status: 'approved' }, 'message_template_version_decided'],
    [{ decidedAt: new Date() }, 'message_template_version_decided'],
    [{ draftedBy: null }, 'message_template_version_second_person'],
    [{ status: 'approved', decidedAt: new Date() }, 'message_template_version_second_person'],
  ])('%o breaks %s', async (data, name) => {
    await expect(version(data)).rejects.toThrow(name)
  })

  test('nobody approves their own words; what is decided stays; one version in work', async () => {
    const own = { status: 'approved', decidedBy: carrier.staff.quality, decidedAt: ctx.now }
    await expect(version(own)).rejects.toThrow('message_template_version_second_person')
    const { id } = await version({})
    await expect(version({ version: 3 })).rejects.toThrow()
    const decide = { status: 'approved', decidedBy: carrier.staff.executive, decidedAt: ctx.now }
    await expect(
      test_.db.messageTemplateVersion.update({
        where: { id },
        data: { ...decide, texts: { ...WORDS, en: 'other' } },
      }),
    ).rejects.toThrow('template_version_decides_what_was_read')
    await test_.db.messageTemplateVersion.update({ where: { id }, data: decide })
    await expect(
      test_.db.messageTemplateVersion.update({ where: { id }, data: { texts: { ...WORDS, en: 'other' } } }),
    ).rejects.toThrow('template_version_final')
    await expect(test_.db.messageTemplateVersion.delete({ where: { id } })).rejects.toThrow(
      'template_version_final',
    )
    await expect(test_.db.messageTemplate.delete({ where: { id: templateId } })).rejects.toThrow(
      'append_only',
    )
  })

  test('codes and channels are of the known shape', async () => {
    const data = { id: newId(0), code: 'x.y', channel: 'sms', name: {}, placeholders: [], createdAt: ctx.now }
    await expect(test_.db.messageTemplate.create({ data: { ...data, code: 'X' } })).rejects.toThrow(
      'message_template_code_shape',
    )
    await expect(test_.db.messageTemplate.create({ data: { ...data, channel: 'fax' } })).rejects.toThrow(
      'message_template_channel',
    )
  })
})
