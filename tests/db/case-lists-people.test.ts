import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { seeCase } from '@/complaints/queries/case'
import { readAddress } from '@/complaints/queries/list-address'
import { eachExported, listCases } from '@/complaints/queries/lists'
import { searchCases } from '@/complaints/queries/search'
import { searchHref } from '@/complaints/queries/search-address'
import { reassignSchema } from '@/complaints/schema'
import { reassign } from '@/complaints/service/assign'
import { removeView, savedViews, saveView } from '@/complaints/service/saved-views'
import { RefusedError } from '@/kernel/result'
import { publish, REPLY_48H } from '../support/carrier'
import { type ActingCtx, ctxOf, DATA_KEY, type Hall, logged, makeHall } from '../support/case-actors'
import { createTestDatabase, type TestDatabase } from '../support/database'

const NOON = '2026-03-02T04:00:00Z'
const WORDS = '一天收到二十多条廣告短信，寬帶也断了'
let test: TestDatabase
let hall: Hall
let clerk: ActingCtx
let outsider: ActingCtx
let manager: ActingCtx
let inHall: string
let elsewhere: string

beforeAll(async () => {
  vi.stubEnv('JIANNUO_DATA_KEY', DATA_KEY)
  test = await createTestDatabase()
  hall = await makeHall(test.db)
  await publish(test.db, hall, [REPLY_48H])
  clerk = await ctxOf(test.db, hall.staff.clerk, NOON)
  outsider = await ctxOf(test.db, hall.staff.outsider, NOON)
  manager = await ctxOf(test.db, hall.staff.branchManager, NOON)
  inHall = (await logged(clerk, { phone: '13812341234', name: '欧阳修', words: WORDS })).number
  elsewhere = (await logged(outsider, { phone: '13900005678', words: '营业厅排队太久' })).number
})
afterAll(() => test.drop())

const numbers = async (ctx: ActingCtx, query: Record<string, string> = {}) => {
  const page = await listCases(ctx, readAddress(query))
  return page.rows.map(({ number }) => number).sort()
}
const sees = async (ctx: ActingCtx, number: string) => {
  try {
    return (await seeCase(ctx, number)).row.number === number
  } catch (error) {
    if (error instanceof RefusedError && error.refusal.code === 'not_found') return false
    throw error
  }
}

describe('who sees which case', () => {
  it('shows a clerk the cases of the hall and none of another branch', async () => {
    expect(await numbers(clerk)).toEqual([inHall])
    expect(await sees(clerk, inHall)).toBe(true)
    expect(await sees(clerk, elsewhere)).toBe(false)
    expect(await numbers(outsider)).toEqual([elsewhere])
  })

  it('keeps a case in sight of whoever was asked first, wherever it has gone', async () => {
    const { id, number } = await logged(outsider, { phone: '13700001111', words: '首问跟到底' })
    const input = reassignSchema.parse({
      complaintId: id,
      revision: 1,
      toStaffId: hall.staff.clerk,
      toUnitId: hall.units.hall,
      reason: '属地办理',
    })
    const quality = await ctxOf(test.db, hall.staff.quality, NOON)
    const moved = await reassign(quality, input)
    expect(moved.ok).toBe(true)
    expect(await sees(outsider, number)).toBe(true)
    expect(await numbers(outsider, { owner: 'first' })).toContain(number)
    expect(await numbers(outsider, { owner: 'me' })).not.toContain(number)
    expect(await numbers(clerk, { owner: 'me' })).toContain(number)
  })

  it('gives away as a file only the cases of units whose lists one may export', async () => {
    const exported = async (ctx: ActingCtx) => {
      const found: string[] = []
      for await (const rows of eachExported(ctx, readAddress({ status: 'all' }), 1))
        found.push(...rows.map(({ number }) => number))
      return found.sort()
    }
    expect(await exported(clerk)).toEqual([])
    expect(await exported(manager)).toEqual(await numbers(manager, { status: 'all' }))
    expect(await exported(manager)).not.toContain(elsewhere)
  })

  it('never shows a customer in clear', async () => {
    const page = await listCases(clerk, readAddress({}))
    expect(page.rows.find(({ number }) => number === inHall)?.customer).toEqual({
      phone: '138****1234',
      name: '欧**',
    })
  })
})

describe('search', () => {
  const found = async (ctx: ActingCtx, typed: string) => {
    const href = await searchHref(ctx, typed)
    if (href.startsWith('/complaints/')) return [decodeURIComponent(href.slice('/complaints/'.length))]
    const result = await searchCases(ctx, Object.fromEntries(new URL(href, 'http://s').searchParams))
    return [...result.ofCustomers, ...(result.cases?.rows ?? [])].map(({ number }) => number)
  }

  it('finds a case by every two characters of its words, in either script', async () => {
    const parts = WORDS.split('，').flatMap((part) =>
      [...part].slice(1).map((character, index) => `${[...part][index]}${character}`),
    )
    for (const pair of parts) expect(await found(clerk, pair), pair).toContain(inHall)
    expect(await found(clerk, '广告短信')).toContain(inHall)
    expect(await found(clerk, '宽带')).toContain(inHall)
    expect(await found(clerk, '短信广告')).toEqual([])
  })

  it('finds a case by its number, whole or its end', async () => {
    expect(await found(clerk, inHall.toLowerCase())).toEqual([inHall])
    expect(await found(clerk, String(Number(inHall.slice(-6))))).toContain(inHall)
    expect(await found(clerk, inHall.slice(-6))).toContain(inHall)
  })

  it('finds a customer by the whole number, its last four digits and the name', async () => {
    for (const typed of ['13812341234', '+86 138-1234-1234', '1234', '欧阳修'])
      expect(await found(clerk, typed), typed).toContain(inHall)
    expect(await found(clerk, '13900005678')).toEqual([])
    expect(await found(manager, '9999')).toEqual([])
  })

  it('puts no number of a customer into an address', async () => {
    for (const typed of ['13812341234', '+86 138 1234 1234', '110101199003074610', '6222021234567890123']) {
      const href = await searchHref(clerk, typed)
      expect(href).not.toMatch(/\d{7}/)
      expect(href.replace(/customer=p\.[\w-]{43}$/, '')).not.toMatch(/\d{4}/)
    }
  })
})

describe('saved views', () => {
  it('belong to one person, and a name used again means the newer filters', async () => {
    const first = await saveView(clerk, { name: '我的网络', query: 'class=network' })
    await saveView(clerk, { name: '我的网络', query: 'class=network&due=4h' })
    expect(await savedViews(clerk)).toMatchObject([{ name: '我的网络', query: 'class=network&due=4h' }])
    expect(await savedViews(outsider)).toEqual([])
    if (!first.ok) throw new Error(first.refusal.code)
    expect(await removeView(outsider, first.value.id)).toMatchObject({ ok: false })
    expect(await removeView(clerk, first.value.id)).toMatchObject({ ok: true })
    expect(await savedViews(clerk)).toEqual([])
  })
})
