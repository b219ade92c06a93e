import { existsSync } from 'node:fs'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rehearse } from '@/imports/service/rehearse'
import { resendRows } from '@/imports/service/resend'
import { startImport } from '@/imports/service/start'
import { rejectedRows } from '@/imports/store/batches'
import { sourcePath } from '@/imports/store/source-file'
import { unwrap } from '@/kernel/result'
import { checkRebuild } from '@/obligations/service/rebuild'
import { type Carrier, makeCarrier, publish, REPLY_48H } from '../support/carrier'
import { type ActingCtx, ctxOf } from '../support/case-actors'
import { FILE_HEADER, fileOf, fileRows } from '../support/complaint-file'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { batchNow, imported, prepareFiles, uploaded } from '../support/imports'

let database: TestDatabase
let carrier: Carrier
let admin: ActingCtx
let forget: () => void

beforeAll(async () => {
  forget = prepareFiles().forget
  database = await createTestDatabase()
  carrier = await makeCarrier(database.db)
  await database.db.roleAssignment.create({
    data: {
      id: '019b0000-0000-7000-8000-000000000001',
      staffId: carrier.staff.quality,
      role: 'administrator',
      unitId: carrier.units.root,
      grantedAt: new Date('2026-01-01T00:00:00Z'),
    },
  })
  admin = await ctxOf(database.db, carrier.staff.quality, '2026-03-02T01:00:00Z')
})
afterAll(async () => {
  await database.drop()
  forget()
})

const csv = (...lines: string[]) => Buffer.from(`${lines.join('\n')}\n`)
const casesOf = (importBatchId: string) =>
  database.db.complaint.findMany({ where: { importBatchId }, orderBy: { number: 'asc' } })

describe('a file of 2,224 rows', () => {
  const rows = fileRows(2224)
  const file = fileOf(rows)
  let batchId = ''

  test('goes in whole: every row a case with number, owner and facts; spellings of one branch are one', async () => {
    const batch = await imported(admin, file)
    batchId = batch.id
    expect(batch).toMatchObject({
      status: 'done',
      total: 2224,
      processed: 2224,
      added: 2224,
      duplicates: 0,
      rejected: 0,
    })
    const open = rows.filter(({ status }) => status === 'Open' || status === 'Pending').length
    expect(batch.report).toMatchObject({ open, closed: 2224 - open, obligations: 0 })
    expect(Object.keys(batch.report.branches)).toHaveLength(6)
    const [counts] = await database.db.$queryRaw<Record<string, number>[]>`
      SELECT count(*)::int AS cases, count(DISTINCT number)::int AS numbers, count(*) FILTER (WHERE status = 'open')::int AS open,
        (SELECT count(*)::int FROM complaint_owner) AS owners, (SELECT count(*)::int FROM fact) AS facts FROM complaint`
    expect(counts).toEqual({ cases: 2224, numbers: 2224, open, owners: 2224, facts: 2224 + (2224 - open) })
    const gaps = await database.db.$queryRaw<unknown[]>`
      SELECT n.unit_id FROM number_counter n JOIN complaint c ON c.unit_id = n.unit_id GROUP BY n.unit_id, n.last HAVING count(*) <> n.last`
    expect(gaps).toEqual([])
    const dc = rows.filter(({ state }) => /district of columbia/i.test(state)).length
    const unit = await database.db.orgUnit.findUniqueOrThrow({ where: { code: 'DISTRICT_OF_COLUMBIA' } })
    expect(unit).toMatchObject({
      kind: 'city_branch',
      parentId: carrier.units.root,
      timeZone: 'America/New_York',
    })
    expect(await database.db.complaint.count({ where: { unitId: unit.id } })).toBe(dc)
    expect(existsSync(sourcePath(batch.sha256))).toBe(false)
  })

  test('a second import of the same file adds nothing, and makes no branch twice', async () => {
    const units = await database.db.orgUnit.count()
    const again = await imported(admin, file)
    expect(again).toMatchObject({ status: 'done', processed: 2224, added: 0, duplicates: 2224, rejected: 0 })
    expect(await database.db.orgUnit.count()).toBe(units)
    expect(await database.db.complaint.count()).toBe(2224)
  })

  test('the trail: one line when it began, one when it ended, none per case', async () => {
    const audit = await database.db.auditLog.findMany({
      where: { subjectId: batchId },
      orderBy: { id: 'asc' },
    })
    expect(audit.map(({ action }) => action).sort()).toEqual([
      'import.finished',
      'import.started',
      'import.uploaded',
    ])
    expect(await database.db.auditLog.count({ where: { action: 'complaint.log' } })).toBe(0)
  })
})

describe('rows that cannot be read', () => {
  test('are kept with line and reason, corrected and sent again', async () => {
    const bad = (ticket: number, cells: string) => `${ticket},${cells}`
    const file = csv(
      FILE_HEADER,
      bad(1, 'No picture,31-02-15,,3:00:00 PM,Internet,Decatur,Georgia,30030,Open,No'),
      bad(2, '"Never closed,22-04-15,22-Apr-15,3:00:00 PM,Internet,Decatur,Georgia,30030,Open,No'),
      bad(3, 'Fine,22-04-15,22-Apr-15,3:00:00 PM,Internet,Decatur,Georgia,30030,Solved,No'),
      bad(4, 'Lost,22-04-15,22-Apr-15,3:00:00 PM,Internet,Decatur,,30030,Nowhere,No'),
      bad(3, 'Another,22-04-15,22-Apr-15,3:00:00 PM,Internet,Decatur,Georgia,30030,Open,No'),
    )
    const batch = await imported(admin, file, { origin: 'messy' })
    expect(batch).toMatchObject({ processed: 5, added: 1, duplicates: 0, rejected: 4 })
    const waiting = await rejectedRows(database.db, batch.id, { limit: 10 })
    expect(
      waiting.map(({ line, problems }) => [line, problems.map(({ field, code }) => `${field}:${code}`)]),
    ).toEqual([
      [2, ['date:date_unreadable']],
      [3, ['null:quote_open']],
      [5, ['branch:branch_missing', 'status:status_unknown']],
      [6, ['ticket:ticket_repeated']],
    ])
    const stored = await database.db.importRow.findMany({ where: { batchId: batch.id } })
    expect(JSON.stringify(stored)).not.toContain('Never closed')

    const cellsOf = (line: number) => waiting.find((row) => row.line === line)!
    const send = (line: number, cells: readonly string[]) => ({ id: cellsOf(line).id, cells: [...cells] })
    const fixedDate = cellsOf(2).cells.with(2, '28-02-15')
    const half = cellsOf(5).cells.with(7, 'Georgia')
    const first = unwrap(
      await resendRows(admin, { batchId: batch.id, rows: [send(2, fixedDate), send(5, half)] }),
    )
    expect(first).toEqual({ added: 1, duplicates: 0, rejected: 1 })
    const left = await rejectedRows(database.db, batch.id, { limit: 10 })
    expect(left.find(({ line }) => line === 5)).toMatchObject({
      cells: half,
      problems: [{ code: 'status_unknown' }],
    })

    const whole = [
      '2',
      'Never closed',
      '22-04-15',
      '22-Apr-15',
      '3:00:00 PM',
      'Internet',
      'Decatur',
      'Georgia',
      '30030',
      'Open',
      'No',
    ]
    // Sent as they stand, a row that could not be cut and one whose ticket is taken stay where they are.
    const unchanged = await resendRows(admin, {
      batchId: batch.id,
      rows: [send(3, cellsOf(3).cells), send(6, cellsOf(6).cells)],
    })
    expect(unwrap(unchanged)).toEqual({ added: 0, duplicates: 0, rejected: 2 })
    const stays = await rejectedRows(database.db, batch.id, { limit: 10 })
    expect(stays.map(({ line, problems }) => [line, problems[0]?.code, problems[0]?.params])).toContainEqual([
      6,
      'ticket_repeated',
      { line: 4 },
    ])
    const rest = unwrap(
      await resendRows(admin, {
        batchId: batch.id,
        rows: [send(3, whole), send(5, half.with(9, 'Open')), send(6, cellsOf(6).cells.with(0, '7'))],
      }),
    )
    expect(rest).toEqual({ added: 3, duplicates: 0, rejected: 0 })
    expect(await batchNow(admin, batch.id)).toMatchObject({
      processed: 5,
      added: 5,
      duplicates: 0,
      rejected: 0,
    })
    expect(await casesOf(batch.id)).toHaveLength(5)
    const again = unwrap(await resendRows(admin, { batchId: batch.id, rows: [send(3, whole)] }))
    expect(again).toEqual({ added: 0, duplicates: 0, rejected: 0 })
  })
})

describe('what a promise owes on imported cases', () => {
  test('nothing before it held; what the file tells where it did; an unknown closing time proves nothing', async () => {
    await publish(database.db, carrier, [REPLY_48H], { validFrom: new Date('2026-02-01T00:00:00Z') })
    const batch = await imported(
      admin,
      csv(
        'no,text,received at,closed at,status',
        'a,before the promise,2026-01-15 10:00,,open',
        'b,running,2026-03-01 20:00,,open',
        'c,late and open,2026-02-10 10:00,,open',
        'd,closed nobody knows when,2026-02-10 10:00,,closed',
      ),
      { origin: 'owed' },
    )
    expect(batch).toMatchObject({ added: 4, rejected: 0 })
    const owed = await database.db.$queryRaw<
      { ref: string; state: string | null; due: boolean; closed_at: Date | null }[]
    >`
      SELECT c.external_ref AS ref, o.state, c.next_due_at IS NOT DISTINCT FROM o.due_at AS due, c.closed_at
      FROM complaint c LEFT JOIN obligation o ON o.subject_id = c.id WHERE c.import_batch_id = ${batch.id}::uuid ORDER BY 1`
    expect(owed.map(({ ref, state }) => [ref, state])).toEqual([
      ['owed:a', null],
      ['owed:b', 'OPEN'],
      ['owed:c', 'BROKEN'],
      ['owed:d', 'VOID'],
    ])
    expect(owed.slice(0, 3).every(({ due }) => due)).toBe(true)
    expect(batch.report).toMatchObject({ obligations: 3, owing: 3 })
    expect(await checkRebuild(admin)).toMatchObject({ differences: [] })
  })
})

describe('other files', () => {
  test('a Chinese workbook: headers, dates of the sheet, customers sealed, units by name', async () => {
    const workbook = new ExcelJS.Workbook()
    const sheet = workbook.addWorksheet('投诉')
    sheet.addRow([
      '工单编号',
      '投诉内容',
      '受理时间',
      '办结时间',
      '分公司',
      '渠道',
      '状态',
      '手机号码',
      '客户姓名',
      '类别',
    ])
    sheet.addRow([
      'G1',
      '家里没有信号，我的号码13812345678',
      new Date('2025-04-22T15:53:50Z'),
      '2025年4月23日 上午9:05',
      'ZZ',
      '热线',
      '已办结',
      '138 1234 5678',
      '张三',
      '室内信号',
    ])
    sheet.addRow(['G2', '扣费不明', '2025/4/22', '', 'zz_a', '营业厅', '处理中', '13812345678', '', ''])
    const batch = await imported(
      admin,
      Buffer.from(await workbook.xlsx.writeBuffer()),
      {},
      carrier.units.root,
    )
    expect(batch).toMatchObject({ format: 'xlsx', added: 2, rejected: 0 })
    const [first, second] = await database.db.complaint.findMany({
      where: { importBatchId: batch.id },
      orderBy: { externalRef: 'asc' },
    })
    expect(first).toMatchObject({
      unitId: carrier.units.city,
      receivedAt: new Date('2025-04-22T07:53:50Z'),
      closedAt: new Date('2025-04-23T01:05:00Z'),
      channel: 'hotline',
      status: 'closed',
      ownerId: carrier.staff.branchManager,
    })
    expect(first!.words).toContain('138****5678')
    expect(second).toMatchObject({
      unitId: carrier.units.county,
      customerId: first!.customerId,
      status: 'open',
      channel: 'hall',
    })
    const customer = await database.db.customer.findUniqueOrThrow({ where: { id: first!.customerId! } })
    expect(Buffer.from(customer.phoneEnc).toString('latin1')).not.toContain('13812345678')
  })

  test('GB18030 without tickets: rows are known by their content', async () => {
    const lines = Buffer.concat([
      Buffer.from('cdb6cbdfc4dac8dd2c', 'hex'),
      Buffer.from('cadcc0edc8d5c6da0a', 'hex'),
      Buffer.from('c3bbd3d0d0c5bac5', 'hex'),
      Buffer.from(',2025-04-22\n'),
      Buffer.from('c3bbd3d0d0c5bac5', 'hex'),
      Buffer.from(',2025-04-22\n'),
    ])
    const batch = await imported(admin, lines)
    expect(batch).toMatchObject({ added: 1, duplicates: 1, rejected: 0 })
    expect((await casesOf(batch.id))[0]).toMatchObject({
      words: '没有信号',
      receivedAt: new Date('2025-04-22T15:59:00Z'),
    })
    const longer = Buffer.concat([lines, Buffer.from('x,2025-04-23\n')])
    expect(await imported(admin, longer)).toMatchObject({ added: 1, duplicates: 2 })
  })

  test('a rehearsal writes nothing', async () => {
    const draft = await uploaded(admin, fileOf(fileRows(50)))
    const before = await database.db.complaint.count()
    expect(await rehearse(admin, draft)).toMatchObject({
      processed: 50,
      added: 0,
      duplicates: 50,
      rejected: 0,
    })
    expect(await database.db.complaint.count()).toBe(before)
  })

  test('only who may change the organisation makes branches; nobody imports into units that are not theirs', async () => {
    await database.db.roleAssignment.create({
      data: {
        id: '019b0000-0000-7000-8000-000000000002',
        staffId: carrier.staff.clerk,
        role: 'quality_officer',
        unitId: carrier.units.city,
        grantedAt: new Date('2026-01-01T00:00:00Z'),
      },
    })
    const officer = await ctxOf(database.db, carrier.staff.clerk, '2026-03-02T01:00:00Z')
    const draft = await uploaded(officer, csv('id,text,date,branch', '1,x,2025-04-22,Atlantis'))
    expect(draft.unitId).toBe(carrier.units.city)
    const started = await startImport(officer, draft.id, { queue: false })
    expect(started).toMatchObject({ ok: false, refusal: { code: 'not_allowed' } })
    expect(await batchNow(officer, draft.id)).toMatchObject({ status: 'draft' })
    const foreign = await uploaded(admin, csv('id,text,date', '1,x,2025-04-22'), {
      unitId: carrier.units.root,
    })
    expect(await startImport(officer, foreign.id)).toMatchObject({
      ok: false,
      refusal: { code: 'not_found' },
    })
    await expect(
      uploaded(officer, csv('id,text,date', '1,x,2025-04-22'), { unitId: carrier.units.root }),
    ).rejects.toThrow('not_allowed')
  })
})
