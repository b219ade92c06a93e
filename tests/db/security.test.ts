import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { readCalendar } from '@/calendar/queries'
import { changeWeeklyHours, createCalendar, importNotice } from '@/calendar/service'
import { readCommitment } from '@/commitments/queries'
import { caseView } from '@/complaints/queries/case'
import { groupDetail } from '@/complaints/queries/groups'
import { readAddress } from '@/complaints/queries/list-address'
import { eachExported, listCases } from '@/complaints/queries/lists'
import { ownerOptions, unitOptions } from '@/complaints/queries/pickers'
import { searchCases } from '@/complaints/queries/search'
import { searchHref } from '@/complaints/queries/search-address'
import { whyOfAll, whyOfCase } from '@/complaints/queries/why'
import { attachFile, readCaseFile } from '@/complaints/service/files'
import { closeGroup } from '@/complaints/service/groups'
import { revealPersonalData } from '@/complaints/service/reveal'
import { chaseMany } from '@/complaints/service/supervise'
import { waiveOnCase } from '@/complaints/service/waive'
import { branchBoard } from '@/dashboards/queries'
import { refusalOfError } from '@/identity/problem'
import { newId } from '@/kernel/ids'
import { RefusedError, unwrap } from '@/kernel/result'
import { liveScope } from '@/notifications/live/scope'
import { openNotification } from '@/notifications/service'
import { obligationsOf } from '@/obligations/queries'
import { readStaff } from '@/organisation/queries/staff'
import { readUnit } from '@/organisation/queries/units'
import type { Role } from '@/organisation/rules/roles'
import { assignRole } from '@/organisation/service/roles'
import { createStaff } from '@/organisation/service/staff'
import { publish, REPLY_48H } from '../support/carrier'
import { type ActingCtx, ctxOf, DATA_KEY, type Hall, logged, makeHall } from '../support/case-actors'
import { createTestDatabase, type TestDatabase } from '../support/database'

/** What one branch, or one role, must not get at another's: tried against the real queries and use cases. */

const NOON = '2026-03-02T04:00:00Z'
const WORDS = '信号时有时无，客厅没有网络'
let test: TestDatabase
let hall: Hall
let clerk: ActingCtx
/** Everybody a foreign branch has: none of them may reach the hall's things. */
let foreigners: readonly ActingCtx[]
let held: { id: string; number: string }
let versionId: string

beforeAll(async () => {
  vi.stubEnv('JIANNUO_DATA_KEY', DATA_KEY)
  vi.stubEnv('NEXTAUTH_SECRET', 'x'.repeat(32))
  test = await createTestDatabase()
  hall = await makeHall(test.db)
  versionId = await publish(test.db, hall, [REPLY_48H])
  clerk = await ctxOf(test.db, hall.staff.clerk, NOON)
  held = await logged(clerk, { phone: '13812341234', name: '欧阳修', words: WORDS })
  const roles = ['hall_manager', 'branch_manager', 'quality_officer', 'auditor', 'administrator'] as const
  foreigners = await Promise.all([
    ctxOf(test.db, hall.staff.outsider, NOON),
    ...roles.map((role) => person([[role, hall.otherCity]])),
  ])
})
afterAll(() => test.drop())

let count = 0
async function person(roles: readonly (readonly [Role, string])[]): Promise<ActingCtx> {
  count += 1
  const id = newId(Date.parse(NOON))
  const name = `p${count}`
  const homeUnitId = roles[0]![1]
  await test.db.staff.create({
    data: {
      id,
      employeeNo: name,
      username: `security.${name}`,
      displayName: name,
      passwordHash: 'none',
      homeUnitId,
      createdAt: new Date(NOON),
    },
  })
  for (const [role, unitId] of roles) {
    const data = { id: newId(Date.parse(NOON)), staffId: id, role, unitId, grantedAt: new Date(NOON) }
    await test.db.roleAssignment.create({ data })
  }
  return ctxOf(test.db, id, NOON)
}

/** Code of the refusal, thrown or returned; null: it went through. */
async function refusalOf(work: () => unknown): Promise<string | null> {
  try {
    const outcome = await work()
    const answer = outcome as { ok?: boolean; refusal?: { code: string } } | null
    return answer?.ok === false ? (answer.refusal?.code ?? '') : null
  } catch (error) {
    if (error instanceof RefusedError) return error.refusal.code
    throw error
  }
}
const roleOf = ({ actor }: ActingCtx) => (actor.kind === 'staff' ? actor.grants[0]?.role : '')

describe('people of another branch', () => {
  it('open no page of a case by its number, id, file, due time or group', async () => {
    const [obligation] = await obligationsOf(clerk, held.id)
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    const fileId = newId(Date.parse(NOON))
    await test.db.complaintFile.create({
      data: {
        id: fileId,
        complaintId: held.id,
        name: 'a.png',
        mime: 'image/png',
        sizeBytes: png.length,
        sha256: 'a'.repeat(64),
        addedById: hall.staff.clerk,
        addedAt: new Date(NOON),
      },
    })
    const groupId = newId(Date.parse(NOON))
    await test.db.complaintGroup.create({
      data: {
        id: groupId,
        classCode: 'network.signal_indoor',
        unitId: hall.units.city,
        openedAt: new Date(NOON),
        threshold: 3,
        windowHours: 24,
        state: 'open',
      },
    })
    for (const ctx of foreigners) {
      const tried = await Promise.all([
        refusalOf(() => caseView(ctx, held.number)),
        refusalOf(() => whyOfAll(ctx, held.number)),
        refusalOf(() => whyOfCase(ctx, held.number, obligation!.id)),
        refusalOf(() => readCaseFile(ctx, held.id, fileId)),
        refusalOf(() => attachFile(ctx, { complaintId: held.id, name: 'b.png', bytes: png })),
        refusalOf(() => groupDetail(ctx, groupId, {})),
        refusalOf(() => revealPersonalData(ctx, { complaintId: held.id, reason: '想看看' })),
      ])
      expect(tried, roleOf(ctx)).toEqual(tried.map(() => 'not_found'))
    }
  })

  it('find it in no list, search or export, whatever the address asks for', async () => {
    const own = await searchHref(clerk, '13812341234')
    const customer = new URL(own, 'http://local').searchParams.get('customer')!
    const { commitmentId } = await test.db.commitmentVersion.findUniqueOrThrow({ where: { id: versionId } })
    const addresses = [
      { status: 'all' },
      { unit: 'ZZ' },
      { unit: hall.units.hall, status: 'all' },
      { owner: hall.staff.clerk },
      { customer },
      { q: '客厅', status: 'all' },
      { q: held.number },
      { commitment: commitmentId },
      { commitment: commitmentId, unit: 'ZZ', rule: '0' },
      { commitment: commitmentId, version: versionId, outcome: 'running' },
    ]
    expect((await listCases(clerk, readAddress({ customer }))).rows).toHaveLength(1)
    for (const ctx of foreigners) {
      for (const address of addresses) {
        const listed = await listCases(ctx, readAddress(address))
        expect(listed.rows, `${roleOf(ctx)} ${JSON.stringify(address)}`).toEqual([])
        for await (const rows of eachExported(ctx, readAddress(address), 10)) expect(rows).toEqual([])
      }
      const found = await searchCases(ctx, { q: '欧阳修' })
      expect([found.ofCustomers, found.cases?.rows]).toEqual([[], []])
    }
  })

  it('change nothing on it, waive nothing of it and take over nothing of it', async () => {
    const [obligation] = await obligationsOf(clerk, held.id)
    for (const ctx of foreigners) {
      const many = await chaseMany(ctx, { items: [{ complaintId: held.id, revision: null }], text: null })
      expect(many).toMatchObject({ value: [{ result: { ok: false, refusal: { code: 'not_found' } } }] })
      const waiver = { obligationId: obligation!.id, reason: '网络割接', proof: '公告 12' }
      expect(await refusalOf(() => waiveOnCase(ctx, waiver))).toBe('not_allowed')
    }
  })

  it('see no figures, people, units, programmes or messages of it', async () => {
    const notification = newId(Date.parse(NOON))
    await test.db.notification.create({
      data: {
        id: notification,
        recipientId: hall.staff.clerk,
        kind: 'chased',
        complaintId: held.id,
        params: { number: held.number },
        createdAt: new Date(NOON),
        idempotencyKey: notification,
      },
    })
    const programme = newId(Date.parse(NOON))
    await test.db.programme.create({
      data: {
        id: programme,
        code: 'ZZ-OWN',
        unitId: hall.units.city,
        name: {},
        slogan: {},
        years: '2026',
        phases: [],
        source: {},
        createdAt: new Date(NOON),
      },
    })
    const commitment = newId(Date.parse(NOON))
    await test.db.commitment.create({
      data: {
        id: commitment,
        programmeId: programme,
        code: 'ZZ-OWN-1',
        angle: 'fair',
        field: 'all',
        entryState: 'full',
        position: 1,
        createdAt: new Date(NOON),
      },
    })
    for (const ctx of foreigners) {
      const tried = await Promise.all([
        refusalOf(() => branchBoard(ctx, { unitCode: 'ZZ' })),
        refusalOf(() => readStaff(ctx, hall.staff.clerk)),
        refusalOf(() => readUnit(ctx, hall.units.hall)),
      ])
      expect(tried, roleOf(ctx)).toEqual(tried.map(() => 'not_allowed'))
      expect(await refusalOf(() => readCommitment(ctx, commitment))).toBe('not_found')
      expect(await refusalOf(() => openNotification(ctx, notification))).toBe('not_found')
      expect((await unitOptions(ctx, 'ZZ')).map(({ value }) => value)).toEqual([])
      const people = (await ownerOptions(ctx, '')).map(({ value }) => value)
      expect(people).not.toContain(hall.staff.clerk)
      expect(await liveScope(ctx)).not.toContain(hall.units.hall)
    }
  })
})

describe('a permission at one unit', () => {
  it('adds nothing to cases another role lets one see: no reveal, no note, no print', async () => {
    const auditing = await person([
      ['service_staff', hall.otherCity],
      ['auditor', hall.units.root],
    ])
    expect((await caseView(auditing, held.number)).case.id).toBe(held.id)
    const reveal = { complaintId: held.id, reason: '想看看' }
    expect(await refusalOf(() => revealPersonalData(auditing, reveal))).toBe('not_your_case')
    const view = await caseView(auditing, held.number)
    expect(view.actions.map(({ action }) => action)).toEqual([])
    expect(view.canPrint).toBe(false)
    expect((await caseView(clerk, held.number)).canPrint).toBe(true)
    expect(await refusalOf(() => revealPersonalData(clerk, reveal))).toBeNull()
  })

  it('changes no calendar by which other units live', async () => {
    const root = await person([['administrator', hall.units.root]])
    const local = await person([['administrator', hall.otherCity]])
    const day = [['09:00', '18:00'] as [string, string]]
    const form = {
      code: 'ALL',
      name: { 'zh-CN': '全省', 'zh-TW': '全省', en: 'All' },
      timeZone: 'Asia/Shanghai',
      weekly: { mon: day },
      holidays: 'cn',
    } as const
    const { calendarId } = unwrap(await createCalendar(root, form))
    await test.db.orgUnit.update({ where: { id: hall.units.root }, data: { calendarId } })
    const hours = { calendarId, knownVersion: 1, weekly: { tue: day }, note: '' }
    expect(await refusalOf(() => changeWeeklyHours(local, hours))).toBe('not_allowed')
    const notice = { year: 2027, papers: [], days: [{ name: '元旦', date: '2027-01-01', isOffDay: true }] }
    const text = JSON.stringify(notice)
    expect(await refusalOf(() => importNotice(local, { calendarId, knownVersion: 1, text }))).toBe(
      'not_allowed',
    )
    expect((await readCalendar(local, calendarId)).mayManage).toBe(false)
    const own = unwrap(await createCalendar(local, { ...form, code: 'OWN' })).calendarId
    await test.db.orgUnit.update({ where: { id: hall.otherCity }, data: { calendarId: own } })
    expect(await refusalOf(() => changeWeeklyHours(local, { ...hours, calendarId: own }))).toBeNull()
    expect(await refusalOf(() => changeWeeklyHours(root, hours))).toBeNull()
  })
})

describe('roles', () => {
  it('a social supervisor gets figures, and neither words, cases nor names', async () => {
    const supervisor = await person([['social_supervisor', hall.units.root]])
    const board = await branchBoard(supervisor, {})
    expect(board.promises.length + board.withoutCases).toBeGreaterThan(0)
    expect(board.cases).toBeNull()
    expect(JSON.stringify(board)).not.toContain(WORDS)
    expect(await refusalOf(() => caseView(supervisor, held.number))).toBe('not_found')
    expect(await refusalOf(() => whyOfAll(supervisor, held.number))).toBe('not_found')
    const manager = await ctxOf(test.db, hall.staff.branchManager, NOON)
    expect((await branchBoard(manager, {})).cases?.urgent.map(({ words }) => words)).toContain(WORDS)
  })

  it('an administrator at the carrier opens no case and no list of cases', async () => {
    const administrator = await person([['administrator', hall.units.root]])
    expect(await refusalOf(() => caseView(administrator, held.number))).toBe('not_found')
    expect((await listCases(administrator, readAddress({ status: 'all' }))).rows).toEqual([])
  })

  it('an administrator cannot become more: neither alone nor through an account made for it', async () => {
    const local = await person([['administrator', hall.otherCity]])
    const staffId = local.actor.kind === 'staff' ? local.actor.staffId : ''
    const unitId = hall.otherCity
    expect(await refusalOf(() => assignRole(local, { staffId, role: 'quality_officer', unitId }))).toBe(
      'role_own',
    )
    const account = { employeeNo: 'N1', username: 'n1', displayName: 'N', homeUnitId: unitId }
    const roles = [{ role: 'administrator' as const, unitId: hall.units.root }]
    expect(await refusalOf(() => createStaff(local, { ...account, roles }))).toBe('not_allowed')
  })
})

describe('numbers of customers in what is written about a case', () => {
  it('are masked in the reason and the proof of a waiver', async () => {
    const [obligation] = await obligationsOf(clerk, held.id)
    const quality = await ctxOf(test.db, hall.staff.quality, NOON)
    const waiver = { reason: '已与13812341234说好', proof: '身份证11010519491231002X' }
    unwrap(await waiveOnCase(quality, { obligationId: obligation!.id, ...waiver }))
    const fact = await test.db.fact.findFirstOrThrow({
      where: { subjectId: held.id, type: 'obligation.waived' },
    })
    expect(fact.attrs).toMatchObject({
      reason: '已与138****1234说好',
      proof: '身份证110***********002X',
    })
  })

  it('are masked in the note of a group', async () => {
    const group = await test.db.complaintGroup.findFirstOrThrow()
    const quality = await ctxOf(test.db, hall.staff.quality, NOON)
    const note = '机主身份证11010519491231002X'
    unwrap(await closeGroup(quality, { groupId: group.id, state: 'confirmed', note }))
    expect(await test.db.complaintGroup.findUniqueOrThrow({ where: { id: group.id } })).toMatchObject({
      note: '机主身份证110***********002X',
    })
  })
})

describe('an error that reaches the log', () => {
  it('says what was wrong with a row and never what stood in it', async () => {
    const logged: string[] = []
    const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((line) => {
      logged.push(String(line))
      return true
    })
    const where = { id: held.id }
    const wrong = [
      () => test.db.$executeRaw`UPDATE complaint SET status = 'paused' WHERE id = ${held.id}::uuid`,
      () => test.db.complaint.update({ where, data: { status: 'gone', words: '13812341234' } }),
      () =>
        test.db.complaint.update({ where, data: { status: 5 as unknown as string, words: '13812341234' } }),
    ]
    for (const work of wrong) {
      const error = await work().then(
        () => null,
        (thrown: unknown) => thrown,
      )
      expect(refusalOfError(error, 'test').code).toBe('failed')
    }
    stderr.mockRestore()
    const text = logged.join('')
    expect(text.match(/"event":"request failed"/g)).toHaveLength(3)
    expect(text).toContain('complaint_paused_has_reason')
    expect(text).not.toMatch(/13812341234|客厅/)
  })
})
