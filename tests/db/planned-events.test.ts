import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AdvanceNoticeRule, NeverEventRule } from '@/commitments/rules/rule'
import { whyOfSubject } from '@/obligations/queries'
import { checkFigures, foldFigures } from '@/obligations/service/figures'
import { checkRebuild, rebuild } from '@/obligations/service/rebuild'
import { previewGates } from '@/obligations/service/record'
import { waiveObligation } from '@/obligations/service/waive'
import { type Carrier, ctxAt, EVERYTHING, makeCarrier, publish } from '../support/carrier'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { openMatter, recordOn, type TestMatter } from '../support/matters'

const text = (words: string) => ({ 'zh-CN': words, 'zh-TW': words, en: words })
const DAY_BEFORE: AdvanceNoticeRule = {
  kind: 'advance_notice',
  event: 'suspension.done',
  notices: [{ lead: { amount: 24, unit: 'hour' }, clock: 'elapsed', channels: ['sms', 'voice'] }],
  forbiddenHours: [{ days: [], from: '21:00', to: '08:00' }],
}
const NO_CHARGE_WITHOUT_CONSENT: NeverEventRule = {
  kind: 'never_event',
  definition: { code: 'charge_without_consent', text: text('a charge without consent') },
  detection: [],
  fact: 'subscription.charged_without_consent',
}
const PLANNED = '2026-03-02T01:00:00Z'
const EVENT = '2026-03-09T02:00:00Z'

let database: TestDatabase
let carrier: Carrier
let clerk: string

beforeAll(async () => {
  database = await createTestDatabase()
  carrier = await makeCarrier(database.db)
  clerk = carrier.staff.clerk
  await publish(database.db, carrier, [DAY_BEFORE], {
    scope: { ...EVERYTHING, customerClasses: ['postpaid'] },
  })
  await publish(database.db, carrier, [NO_CHARGE_WITHOUT_CONSENT])
})
afterAll(() => database.drop())

const at = (when: string) => ctxAt(database.db, when, clerk)
const plan = (): Promise<TestMatter> =>
  openMatter(at(PLANNED), carrier, 'planned_event', 'suspension.planned', {
    classCode: 'suspension',
    attrs: { customerClass: 'postpaid', eventAt: EVENT },
  })
const owed = (matter: TestMatter) =>
  database.db.obligation.findMany({ where: { subjectId: matter.id }, orderBy: { cycle: 'asc' } })
const notify = (matter: TestMatter, when: string) =>
  recordOn(at(when), matter, 'suspension.notice_sent', { channel: 'sms', deliveredAt: when })

describe('a suspension', () => {
  test('is refused without its notice, whoever asks for it, and possible with it', async () => {
    const matter = await plan()
    const subject = { type: matter.type, id: matter.id }
    expect(await owed(matter)).toMatchObject([{ state: 'OPEN', dueAt: null, ruleKind: 'advance_notice' }])
    expect(await previewGates(at(EVENT), subject, 'suspension.done')).toMatchObject([
      { missing: ['suspension.notice_sent'], overrideBy: null },
    ])
    expect(await recordOn(at(EVENT), matter, 'suspension.done', { overrideReason: 'because' })).toMatchObject(
      {
        ok: false,
        refusal: { code: 'gate_missing', params: { missing: 'suspension.notice_sent' } },
      },
    )
    expect(await notify(matter, '2026-03-05T02:00:00Z')).toMatchObject({ ok: true })
    expect(await previewGates(at(EVENT), subject, 'suspension.done')).toEqual([])
    expect(await recordOn(at(EVENT), matter, 'suspension.done')).toMatchObject({ ok: true })
    expect(await owed(matter)).toMatchObject([
      { state: 'KEPT', fulfilledAt: new Date('2026-03-05T02:00:00Z'), brokenAt: null },
    ])
  })

  test('told of afterwards by the billing system, it is on record as the breach it is', async () => {
    const matter = await plan()
    const told = await recordOn(
      at('2026-03-09T09:00:00Z'),
      matter,
      'suspension.done',
      {},
      { source: 'import', occurredAt: new Date(EVENT) },
    )
    expect(told).toMatchObject({ ok: true })
    expect(await owed(matter)).toMatchObject([{ state: 'BROKEN', brokenAt: new Date(EVENT) }])
    await recordOn(at('2026-03-09T10:00:00Z'), matter, 'service.restored')
    expect(await owed(matter)).toMatchObject([
      { state: 'BROKEN', fulfilledAt: new Date('2026-03-09T10:00:00Z') },
    ])
  })

  test('called off owes nothing', async () => {
    const matter = await plan()
    await recordOn(at('2026-03-04T02:00:00Z'), matter, 'suspension.called_off')
    expect(await owed(matter)).toMatchObject([{ state: 'VOID' }])
  })

  test('explains itself in three languages', async () => {
    const matter = await plan()
    const words = async (locale: 'zh-CN' | 'zh-TW' | 'en') =>
      (await whyOfSubject({ ...at('2026-03-03T02:00:00Z'), locale }, matter.id))[0]!
    expect((await words('zh-CN')).steps).toEqual([
      '须在停机之前通知；计划于 2026-03-09（周一）10:00 进行。',
      '至少提前24小时通知（自然时间，节假日不顺延；渠道：短信、语音）：尚无送达记录，最迟 2026-03-08（周日）10:00 送达仍算按时。',
    ])
    expect((await words('zh-TW')).steps[0]).toContain('預定於 2026-03-09（週一）10:00 進行')
    expect((await words('en')).title).toMatch(/what has to come before/)
    await notify(matter, '2026-03-05T02:00:00Z')
    expect((await words('en')).steps[1]).toMatch(/delivered, Thu 5 March 2026, 10:00/)
  })
})

describe('a charge without consent', () => {
  test('is one breach each time, made good by the refund, and can be waived', async () => {
    const matter = await openMatter(at(PLANNED), carrier, 'subscription_order', 'subscription.ordered')
    expect(await owed(matter)).toEqual([])
    await recordOn(at('2026-03-03T01:00:00Z'), matter, 'subscription.charged_without_consent')
    await recordOn(at('2026-03-04T01:00:00Z'), matter, 'billing.refund_credited')
    await recordOn(at('2026-03-05T01:00:00Z'), matter, 'subscription.charged_without_consent')
    expect(await owed(matter)).toMatchObject([
      {
        cycle: 1,
        state: 'BROKEN',
        dueAt: null,
        brokenAt: new Date('2026-03-03T01:00:00Z'),
        fulfilledAt: new Date('2026-03-04T01:00:00Z'),
      },
      { cycle: 2, state: 'BROKEN', brokenAt: new Date('2026-03-05T01:00:00Z'), fulfilledAt: null },
    ])
    const [, second] = await owed(matter)
    const system = ctxAt(database.db, '2026-03-06T01:00:00Z')
    expect(
      await waiveObligation(system, { obligationId: second!.id, reason: 'a test charge', proof: 'memo 7' }),
    ).toMatchObject({ ok: true })
    expect((await owed(matter))[1]).toMatchObject({ state: 'WAIVED' })
  })
})

test('figures and a rebuild agree with all of it', async () => {
  const ctx = ctxAt(database.db, '2026-03-20T00:00:00Z')
  await foldFigures(ctx)
  expect(await checkFigures(ctx)).toEqual([])
  expect((await checkRebuild(ctx)).differences).toEqual([])
  const before = await database.db.obligation.findMany({ orderBy: { id: 'asc' } })
  await rebuild(ctx)
  expect(await database.db.obligation.findMany({ orderBy: { id: 'asc' } })).toEqual(before)
  expect(await checkFigures(ctx)).toEqual([])
})
