import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { correctionView, draftView, listImports, progressOf, reportView } from '@/imports/queries'
import { rejectedCsv } from '@/imports/queries/rejected-csv'
import { saveMapping } from '@/imports/service/draft'
import { resendRows } from '@/imports/service/resend'
import { continueImport, discardDraft, startImport, stopImport } from '@/imports/service/start'
import type { Batch } from '@/imports/store/batches'
import { hasSource, sourcePath } from '@/imports/store/source-file'
import { newId } from '@/kernel/ids'
import { RefusedError } from '@/kernel/result'
import type { Role } from '@/organisation/rules/roles'
import { type ActingCtx, ctxOf, type Hall, makeHall } from '../support/case-actors'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { prepareFiles, uploaded } from '../support/imports'

/** A file with numbers and names of customers: who reaches it, and where they lie in clear. */

const NOON = '2026-03-02T04:00:00Z'
const PHONE = '13912345678'
const FILE = `投诉内容,日期,时间,电话,姓名\n宽带一周没修好,2026-02-20,10:00,${PHONE},司马相如\n话费多扣,2026-02-21,11:00,${PHONE},司马相如\n`
let test: TestDatabase
let hall: Hall
let officer: ActingCtx
let foreign: ActingCtx
let batch: Batch
let files: ReturnType<typeof prepareFiles>

beforeAll(async () => {
  files = prepareFiles()
  test = await createTestDatabase()
  hall = await makeHall(test.db)
  officer = await importer('quality_officer', hall.units.city)
  foreign = await importer('quality_officer', hall.otherCity)
  batch = await uploaded(officer, Buffer.from(FILE))
})
afterAll(async () => {
  await test.drop()
  files.forget()
})

async function importer(role: Role, unitId: string): Promise<ActingCtx> {
  const id = newId(Date.parse(NOON))
  const createdAt = new Date(NOON)
  const name = `importer.${id.slice(-12)}`
  const account = { employeeNo: name, username: name, displayName: name, passwordHash: 'none' }
  await test.db.staff.create({ data: { id, ...account, homeUnitId: unitId, createdAt } })
  const grant = { staffId: id, role, unitId, grantedAt: createdAt }
  await test.db.roleAssignment.create({ data: { id: newId(Date.parse(NOON)), ...grant } })
  return ctxOf(test.db, id, NOON)
}

async function refusalOf(work: () => Promise<unknown>): Promise<string | null> {
  try {
    const outcome = (await work()) as { ok?: boolean; refusal?: { code: string } } | null
    return outcome?.ok === false ? (outcome.refusal?.code ?? '') : null
  } catch (error) {
    if (error instanceof RefusedError) return error.refusal.code
    throw error
  }
}

describe('an import', () => {
  it('is not there for people of another branch, whatever they ask of it', async () => {
    const { id, mapping } = batch
    const unitId = hall.otherCity
    const tried = [
      await refusalOf(() => draftView(foreign, id)),
      await refusalOf(() => progressOf(foreign, id)),
      await refusalOf(() => reportView(foreign, id)),
      await refusalOf(() => correctionView(foreign, id, 0)),
      await refusalOf(() => rejectedCsv(foreign, id)),
      await refusalOf(() => saveMapping(foreign, { batchId: id, unitId, mapping })),
      await refusalOf(() => startImport(foreign, id)),
      await refusalOf(() => stopImport(foreign, id)),
      await refusalOf(() => continueImport(foreign, id)),
      await refusalOf(() => discardDraft(foreign, id)),
      await refusalOf(() => resendRows(foreign, { batchId: id, rows: [] })),
    ]
    expect(tried).toEqual(tried.map(() => 'not_found'))
    expect(await listImports(foreign)).toEqual([])
    expect((await listImports(officer)).map((each) => each.id)).toEqual([id])
  })

  it('is moved to no unit where one may not import', async () => {
    const { id, mapping } = batch
    const moved = () => saveMapping(officer, { batchId: id, unitId: hall.otherCity, mapping })
    expect(await refusalOf(moved)).toBe('not_allowed')
  })

  it('shows its rows to who maps it and holds them sealed in the database', async () => {
    const view = await draftView(officer, batch.id)
    expect(view.preview[0]?.cells).toContain(PHONE)
    const [row] = await test.db.$queryRaw<[{ text: string }]>`
      SELECT row_to_json(b)::text AS text FROM import_batch b WHERE id = ${batch.id}::uuid`
    expect(row.text).not.toMatch(/13912345678|司马相如|宽带/)
  })

  it('lies on disk for us alone and is gone with its draft', async () => {
    const place = sourcePath(batch.sha256)
    expect(statSync(place).mode & 0o777).toBe(0o600)
    expect(statSync(dirname(place)).mode & 0o777).toBe(0o700)
    expect(await refusalOf(() => discardDraft(officer, batch.id))).toBeNull()
    expect(await hasSource(batch.sha256)).toBe(false)
  })

  it('gives its cases to people of the unit, below or above it, and to nobody elsewhere', async () => {
    const draft = await uploaded(officer, Buffer.from(`${FILE}信号弱,2026-02-22,12:00,${PHONE},司马相如\n`))
    const startedFor = async (of: ActingCtx) => {
      const staffId = of.actor.kind === 'staff' ? of.actor.staffId : ''
      const mapping = { ...draft.mapping, owner: { who: 'person' as const, staffId } }
      await saveMapping(officer, { batchId: draft.id, unitId: draft.unitId, mapping })
      return refusalOf(() => startImport(officer, draft.id))
    }
    expect(await startedFor(foreign)).toBe('import_owner_elsewhere')
    expect(await startedFor(officer)).toBeNull()
  })
})
