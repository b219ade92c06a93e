import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bellCount, bellNews, listNotifications } from '@/notifications/queries'
import type { NotificationKind } from '@/notifications/rules/kinds'
import { markAllRead, markRead, notifyAll, openNotification } from '@/notifications/service'
import { type Carrier, ctxAt, makeCarrier, publish, REPLY_48H, receive, record } from '../support/carrier'
import { createTestDatabase, type TestDatabase } from '../support/database'

const START = Date.parse('2026-03-02T01:00:00Z')
const HOUR_MS = 3_600_000

let test: TestDatabase
let carrier: Carrier
let ctx: ReturnType<typeof ctxAt>
let told = 0

beforeAll(async () => {
  test = await createTestDatabase()
  carrier = await makeCarrier(test.db)
  await publish(test.db, carrier, [REPLY_48H])
})
afterAll(() => test.drop())
beforeEach(async () => {
  await test.db.notification.deleteMany({})
  ctx = ctxAt(test.db, new Date(START), carrier.staff.clerk)
})

type Given = Partial<{
  kind: NotificationKind
  to: string
  complaintId: string
  obligationId: string
  params: Record<string, string | number>
}>

/** Tells the clerk, a minute after the one before. */
async function tell({ kind = 'chased', to = carrier.staff.clerk, params = {}, ...rest }: Given = {}) {
  ctx.now = new Date(ctx.now.getTime() + 60_000)
  told += 1
  const { obligationId } = rest
  // As the sweep names a step.
  const idempotencyKey = obligationId ? `step/${obligationId}/${to}/${told}` : `notifications-test/${told}`
  const given = kind === 'group_warning' ? params : { number: `T-${told}`, by: '王芳', ...params }
  await notifyAll(ctx, [{ recipientId: to, kind, params: given, idempotencyKey, ...rest }])
  return (await test.db.notification.findUniqueOrThrow({ where: { idempotencyKey } })).id
}

const page = (params: Record<string, string> = {}) => listNotifications(ctx, params)
const textOfLast = async (given: Given, locale: 'zh-CN' | 'zh-TW' | 'en' = 'zh-CN') => {
  const id = await tell(given)
  const { rows } = await listNotifications({ ...ctx, locale }, {})
  return rows.find((row) => row.id === id)?.text
}

describe('a list of notifications', () => {
  it('has the unread ones first, then the newest, and nobody else’s', async () => {
    const [first, second, third] = [await tell(), await tell(), await tell()]
    await tell({ to: carrier.staff.colleague })
    await markRead(ctx, third)
    expect((await page()).rows.map(({ id }) => id)).toEqual([second, first, third])
    expect((await page()).unread).toEqual({ count: 2, isMore: false })
    expect(await bellCount(ctx)).toBe(2)
  })

  it('pages through unread and read without losing or repeating one', async () => {
    const ids: string[] = []
    for (let n = 0; n < 70; n += 1) ids.push(await tell())
    for (const id of ids.filter((_, n) => n % 2 === 0)) await markRead(ctx, id)
    const seen: string[] = []
    let href: string | null = '/notifications'
    while (href) {
      const params = Object.fromEntries(new URL(href, 'http://localhost').searchParams)
      const { rows, nextHref } = await page(params)
      seen.push(...rows.map(({ id }) => id))
      href = nextHref
    }
    const newestFirst = [...ids].reverse()
    expect(seen).toEqual([
      ...newestFirst.filter((_, n) => n % 2 === 0),
      ...newestFirst.filter((_, n) => n % 2 === 1),
    ])
  })

  it('shows one kind, and takes an address that cannot be read for the first page', async () => {
    const chased = await tell()
    const assigned = await tell({ kind: 'assigned' })
    expect((await page({ kind: 'assigned' })).rows.map(({ id }) => id)).toEqual([assigned])
    expect((await page({ kind: 'nonsense', after: 'nonsense' })).rows.map(({ id }) => id)).toEqual([
      assigned,
      chased,
    ])
  })
})

describe('the steps of one promise', () => {
  it('are one line, the last told, in the list and on the bell; another reader and another promise have their own', async () => {
    const subject = await receive(ctx, carrier)
    const obligation = await test.db.obligation.findFirstOrThrow({ where: { subjectId: subject.id } })
    const step = { kind: 'step' as const, complaintId: subject.id, obligationId: obligation.id }
    await tell(step)
    const theirs = await tell({ ...step, to: carrier.staff.colleague })
    const last = await tell(step)
    expect((await page()).rows.map(({ id }) => id)).toEqual([last])
    expect((await page()).unread.count).toBe(1)
    expect(await bellCount(ctx)).toBe(1)
    expect((await bellNews(ctx, new Date(START))).unread).toBe(1)

    expect(await markRead(ctx, last)).toEqual({ ok: true, value: { marked: 1 } })
    expect(await test.db.notification.count({ where: { readAt: null } })).toBe(1)
    expect((await page()).rows.map(({ id }) => id)).toEqual([last])
    const colleague = ctxAt(test.db, ctx.now, carrier.staff.colleague)
    expect((await listNotifications(colleague, {})).rows.map(({ id }) => id)).toEqual([theirs])

    const other = await receive(ctx, carrier)
    const owed = await test.db.obligation.findFirstOrThrow({ where: { subjectId: other.id } })
    const another = await tell({ kind: 'step', complaintId: other.id, obligationId: owed.id })
    expect((await page()).rows.map(({ id }) => id)).toEqual([another, last])
  })
})

describe('marking as read', () => {
  it('marks one’s own only, once', async () => {
    const mine = await tell()
    const theirs = await tell({ to: carrier.staff.colleague })
    expect(await markRead(ctx, mine)).toEqual({ ok: true, value: { marked: 1 } })
    expect(await markRead(ctx, mine)).toEqual({ ok: true, value: { marked: 0 } })
    expect(await markRead(ctx, theirs)).toEqual({ ok: true, value: { marked: 0 } })
  })

  it('marks all of a kind up to the moment the list was shown', async () => {
    await tell()
    const assigned = await tell({ kind: 'assigned' })
    const shownAt = ctx.now
    const late = await tell()
    expect(await markAllRead(ctx, { kind: 'chased', shownAt })).toEqual({ ok: true, value: { marked: 1 } })
    const unread = (await page()).rows.filter(({ readAt }) => readAt === null)
    expect(unread.map(({ id }) => id)).toEqual([late, assigned])
    await markAllRead(ctx, { kind: null, shownAt: ctx.now })
    expect(await bellCount(ctx)).toBe(0)
  })

  it('happens on opening one, which leads to its case', async () => {
    const subject = await receive(ctx, carrier)
    const id = await tell({ complaintId: subject.id })
    const { number } = await test.db.complaint.findUniqueOrThrow({ where: { id: subject.id } })
    expect(await openNotification(ctx, id)).toBe(`/complaints/${number}`)
    expect(await bellCount(ctx)).toBe(0)
    const warning = { kind: 'group_warning' as const, params: { groupId: 'g-1' } }
    expect(await openNotification(ctx, await tell(warning))).toBe('/groups/g-1')
    const theirs = await tell({ to: carrier.staff.colleague })
    await expect(openNotification(ctx, theirs)).rejects.toMatchObject({ refusal: { code: 'not_found' } })
  })
})

describe('words', () => {
  it('tell of a step before and after the deadline, and of what was done since', async () => {
    const subject = await receive(ctx, carrier)
    const obligation = await test.db.obligation.findFirstOrThrow({ where: { subjectId: subject.id } })
    const { number } = await test.db.complaint.findUniqueOrThrow({ where: { id: subject.id } })
    const step = {
      kind: 'step' as const,
      complaintId: subject.id,
      obligationId: obligation.id,
      params: { commitment: 'BR-31' },
    }
    const at = (instant: number) => {
      ctx.now = new Date(instant)
    }
    const dueMs = obligation.dueAt?.getTime() ?? 0
    at(dueMs - 2 * HOUR_MS)
    expect(await textOfLast(step)).toBe(`BR-31 首次回复将于今天09:00到期：${number}`)
    expect((await page()).rows[0]?.state).toBe('due4h')
    at(dueMs + HOUR_MS)
    expect(await textOfLast(step, 'zh-TW')).toBe(`BR-31 首次回覆已逾期，應於今天09:00前完成：${number}`)
    expect((await page()).rows[0]?.state).toBe('overdue')
    await record(ctx, subject, 'complaint.replied', { text: '已解释', channel: 'phone' })
    expect(await textOfLast(step, 'en')).toBe(`BR-31 first reply done: ${number}`)
    expect((await page()).rows[0]?.state).toBe('broken_fulfilled')
  })

  it.each([
    ['assigned', {}, '王芳 派给您：X-1'],
    ['assigned', { by: '' }, '派给您：X-1'],
    ['supervised', {}, '王芳 督办：X-1'],
    ['upgraded', {}, 'X-1 已升级，请关注'],
    ['upgraded', { reason: 'reopened' }, 'X-1 已重新打开'],
    ['upgraded', { reason: 'escalated' }, 'X-1 客户已越级投诉'],
    [
      'group_warning',
      { 'unit.zh-CN': '中站', 'class.zh-CN': '室内信号', hours: 72, cases: 5 },
      '中站“室内信号”72 小时内新增 5 件，疑似群体投诉',
    ],
    [
      'import_done',
      { fileName: 'a.csv', added: 3, duplicates: 1, rejected: 0 },
      '“a.csv”导入完成：新增 3 件，重复 1 件，退回 0 行',
    ],
  ] as const)('of %s %j', async (kind, params, words) => {
    expect(await textOfLast({ kind, params: { number: 'X-1', ...params } })).toBe(words)
  })
})

describe('the bell', () => {
  it('interrupts for what is urgent since the last look, and counts the rest', async () => {
    await tell()
    const since = new Date(ctx.now.getTime() + 60_000)
    ctx.now = new Date(ctx.now.getTime() + HOUR_MS)
    const urgent = await tell({ kind: 'supervised', params: { number: 'X-2' } })
    await tell({ kind: 'assigned' })
    const news = await bellNews(ctx, since)
    expect(news).toMatchObject({ unread: 3, urgent: [{ id: urgent, label: '督办', text: '王芳 督办：X-2' }] })
    expect((await bellNews(ctx, new Date(Date.parse(news.at) + HOUR_MS))).urgent).toEqual([])
  })
})
