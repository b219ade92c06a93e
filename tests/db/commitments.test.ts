import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { adoptProgramme } from '@/commitments/service/adopt'
import { addCommitment, createDraft, discardDraft, saveDraft } from '@/commitments/service/drafts'
import { publishAll, publishVersion, withdrawVersion } from '@/commitments/service/publish'
import { versionsInForce } from '@/commitments/store/in-force'
import { commitmentsOf } from '@/commitments/store/read'
import type { StoredVersion } from '@/commitments/store/versions'
import { unwrap } from '@/kernel/result'
import { at, type CarrierRows, insertCarrier, staffIdOf, when } from '../support/commitment-rows'
import { createTestDatabase, type TestDatabase } from '../support/database'

let database: TestDatabase
let carrier: CarrierRows
let programmeId: string

beforeAll(async () => {
  database = await createTestDatabase()
  carrier = await insertCarrier(database.db)
})
afterAll(() => database.drop())

const refusal = (code: string) => ({ ok: false, refusal: { code } })
const commitments = async () => commitmentsOf(database.db, programmeId)
async function commitment(code: string) {
  const found = (await commitments()).find((each) => each.code === code)
  if (!found) throw new Error(`no ${code}`)
  return found
}
async function newest(code: string): Promise<StoredVersion> {
  const [version] = (await commitment(code)).versions
  if (!version) throw new Error(`no version of ${code}`)
  return version
}
/** Lets the newest version of a commitment be followed by another draft, made by anna. */
async function draftAfter(code: string, hours: number): Promise<string> {
  const made = await createDraft(when(carrier.anna, at(hours)), { commitmentId: (await commitment(code)).id })
  return unwrap(made).versionId
}
const audits = (action: string) => database.db.auditLog.count({ where: { action } })

describe('adoption', () => {
  test.each([
    ['ZZ', 29],
    ['BJ', 14],
    ['CD', 27],
    ['BR', 49],
    ['SH', 30],
  ])('%s brings %i commitments, each with a draft', async (seedCode, count) => {
    const adopted = unwrap(await adoptProgramme(carrier.anna, { seedCode, unitId: carrier.carrierId }))
    expect(adopted.commitments).toBe(count)
    const rows = await commitmentsOf(database.db, adopted.programmeId)
    expect(rows).toHaveLength(count)
    expect(rows.every(({ versions }) => versions.length === 1 && versions[0]?.status === 'draft')).toBe(true)
    if (seedCode === 'BJ') programmeId = adopted.programmeId
  })

  test('the law becomes a programme of its kind', async () => {
    const adopted = unwrap(await adoptProgramme(carrier.anna, { seedCode: 'CN', unitId: carrier.carrierId }))
    const rows = await commitmentsOf(database.db, adopted.programmeId)
    expect(rows.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['CN-01', 'CN-06.1', 'CN-06.2', 'CN-12']),
    )
    expect(rows.map(({ code }) => code)).not.toContain('CN-32')
    const programme = await database.db.programme.findUniqueOrThrow({ where: { id: adopted.programmeId } })
    expect(programme.kind).toBe('law')
  })

  test('nothing binds before publication', async () => {
    expect(await versionsInForce(carrier.anna)).toEqual([])
  })

  test.each([
    ['twice for one unit', 'BJ', 'commitment_programme_exists'],
    ['of nothing known', 'XX', 'commitment_seed_unknown'],
  ])('%s is refused', async (_what, seedCode, code) => {
    expect(await adoptProgramme(carrier.anna, { seedCode, unitId: carrier.carrierId })).toMatchObject(
      refusal(code),
    )
  })

  test('is for those who may draft', async () => {
    const input = { seedCode: 'ZZ', unitId: carrier.branchId }
    expect(await adoptProgramme(carrier.clerk, input)).toMatchObject(refusal('not_allowed'))
    expect(await adoptProgramme(carrier.chen, input)).toMatchObject(refusal('not_allowed'))
  })
})

describe('publication', () => {
  test('by the drafter is refused, by a second person it holds', async () => {
    const versionId = (await newest('BJ-08')).id
    expect(await publishVersion(carrier.anna, { versionId, validFrom: null })).toMatchObject(
      refusal('commitment_second_person'),
    )
    unwrap(await publishVersion(when(carrier.bo, at(1)), { versionId, validFrom: null }))
    const [held] = (await versionsInForce(carrier.anna)).filter(
      ({ commitmentCode }) => commitmentCode === 'BJ-08',
    )
    expect(held).toMatchObject({
      unitPath: 'HX',
      programmeCode: 'BJ',
      programmeKind: 'promise',
      version: 1,
      validFromMs: at(1).getTime(),
      publishedAtMs: at(1).getTime(),
      validToMs: null,
    })
    expect(await audits('commitment.published')).toBe(1)
  })

  test('of a first version may reach back to when the promise was made public', async () => {
    const versionId = (await newest('BJ-01')).id
    const validFrom = new Date('2007-02-01T00:00:00+08:00')
    unwrap(await publishVersion(when(carrier.chen, at(1)), { versionId, validFrom }))
    expect((await newest('BJ-01')).term).toEqual({ validFrom, validTo: null })
  })

  test('of a later version ends the one before at the same instant, and never reaches back', async () => {
    const versionId = await draftAfter('BJ-08', 2)
    const bo = when(carrier.bo, at(3))
    expect(await publishVersion(bo, { versionId, validFrom: at(2) })).toMatchObject(
      refusal('commitment_valid_from_past'),
    )
    unwrap(await publishVersion(bo, { versionId, validFrom: at(10) }))
    const { versions } = await commitment('BJ-08')
    expect(versions.map(({ term }) => term)).toEqual([
      { validFrom: at(10), validTo: null },
      { validFrom: at(1), validTo: at(10) },
    ])
    const next = await draftAfter('BJ-08', 4)
    expect(
      await publishVersion(when(carrier.bo, at(5)), { versionId: next, validFrom: at(9) }),
    ).toMatchObject(refusal('commitment_term_not_begun'))
    expect(
      await publishVersion(when(carrier.bo, at(5)), { versionId: next, validFrom: at(10) }),
    ).toMatchObject(refusal('commitment_term_not_begun'))
    unwrap(await discardDraft(carrier.anna, { versionId: next }))
  })

  test('by two people at once: one wins, the other is told', async () => {
    const versionId = (await newest('BJ-02')).id
    const results = await Promise.all(
      [carrier.bo, carrier.chen].map((ctx) =>
        publishVersion(when(ctx, at(1)), { versionId, validFrom: null }),
      ),
    )
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(results.find(({ ok }) => !ok)).toMatchObject(refusal('commitment_already_published'))
    expect((await commitment('BJ-02')).versions).toHaveLength(1)
  })

  test('of everything says what was kept back and why', async () => {
    const own = await newest('BJ-03')
    unwrap(
      await saveDraft(carrier.bo, {
        versionId: own.id,
        knownUpdatedAt: null,
        content: own.content,
        floorReasons: {},
      }),
    )
    const result = unwrap(await publishAll(when(carrier.bo, at(4)), { programmeId, validFrom: null }))
    expect(result.kept).toContainEqual(
      expect.objectContaining({ commitment: 'BJ-03', code: 'commitment_second_person' }),
    )
    expect(result.published.length + result.kept.length).toBe(14 - 3)
    expect((await newest('BJ-04')).status).toBe('published')
  })

  test('cannot be undone or edited; a new draft begins from it', async () => {
    const published = await newest('BJ-08')
    const change = {
      versionId: published.id,
      knownUpdatedAt: null,
      content: published.content,
      floorReasons: {},
    }
    expect(await saveDraft(carrier.anna, change)).toMatchObject(refusal('commitment_published_fixed'))
    expect(await discardDraft(carrier.anna, { versionId: published.id })).toMatchObject(
      refusal('commitment_published_fixed'),
    )
    const versionId = await draftAfter('BJ-08', 5)
    expect((await newest('BJ-08')).content).toEqual(published.content)
    const again = await createDraft(carrier.anna, { commitmentId: published.commitmentId })
    expect(again).toMatchObject(refusal('commitment_draft_exists'))
    unwrap(await discardDraft(carrier.anna, { versionId }))
  })
})

describe('a draft', () => {
  test('edited by somebody is published by somebody else, also by its first author', async () => {
    const versionId = await draftAfter('BJ-04', 6)
    const { content } = await newest('BJ-04')
    unwrap(
      await saveDraft(when(carrier.bo, at(6)), {
        versionId,
        knownUpdatedAt: null,
        content,
        floorReasons: {},
      }),
    )
    const later = { versionId, validFrom: null }
    expect(await publishVersion(when(carrier.bo, at(7)), later)).toMatchObject(
      refusal('commitment_second_person'),
    )
    unwrap(await publishVersion(when(carrier.anna, at(7)), later))
  })

  test('changed by two people: the second is told, and loses nothing silently', async () => {
    const versionId = await draftAfter('BJ-05', 6)
    const { content, updatedAt } = await newest('BJ-05')
    const change = { versionId, knownUpdatedAt: updatedAt.toISOString(), content, floorReasons: {} }
    unwrap(await saveDraft(when(carrier.anna, at(7)), change))
    expect(await saveDraft(when(carrier.bo, at(8)), change)).toMatchObject(
      refusal('commitment_draft_changed'),
    )
    unwrap(await discardDraft(carrier.anna, { versionId }))
  })

  test('that makes no sense is refused with the field', async () => {
    const versionId = await draftAfter('BJ-08', 6)
    const { content } = await newest('BJ-08')
    const attempt = (changed: unknown) =>
      saveDraft(carrier.anna, { versionId, knownUpdatedAt: null, content: changed, floorReasons: {} })
    expect(await attempt({ ...content, text: { ...content.text, en: ' ' } })).toMatchObject({
      refusal: { code: 'commitment_draft_incomplete', fields: { 'text.en': 'commitment_field_invalid' } },
    })
    const rule = { ...content.rules[0], kind: 'deadline', stop: ['complaint.received'] }
    expect(await attempt({ ...content, rules: [rule] })).toMatchObject({
      refusal: { code: 'commitment_draft_incomplete' },
    })
    unwrap(await discardDraft(carrier.anna, { versionId }))
  })

  test('looser than the law needs a reason that stays on the version', async () => {
    const { versionId } = unwrap(
      await addCommitment(carrier.anna, {
        programmeId,
        code: 'BJ-99',
        angle: 'responsible',
        field: 'complaints',
        text: { 'zh-CN': '20日内答复', 'zh-TW': '20日內答覆', en: 'Answered within 20 days' },
      }),
    )
    const { content } = await newest('BJ-99')
    const loose = (days: number) => ({
      ...content,
      scope: { ...content.scope, caseKinds: ['complaint'] },
      rules: [
        {
          kind: 'deadline',
          start: 'complaint.received',
          stop: ['complaint.replied'],
          limit: { amount: days, unit: 'day' },
          clock: 'calendar_day',
          pause: null,
          attainment: { type: 'all' },
          onReopen: 'ignore',
        },
      ],
    })
    const save = (days: number, floorReasons: Record<string, string>) =>
      saveDraft(carrier.anna, { versionId, knownUpdatedAt: null, content: loose(days), floorReasons })
    const refused = await save(20, {})
    expect(refused).toMatchObject({
      refusal: { code: 'commitment_floor_reason_missing', params: { floor: 'CN-01' } },
    })
    const [field] = refused.ok ? [] : Object.keys(refused.refusal.fields ?? {})
    const key = (field ?? '').replace('floor.', '')
    unwrap(await save(20, { [key]: '监管机构同意过渡期' }))
    expect((await newest('BJ-99')).floorNotes).toMatchObject([
      { floorCode: 'CN-01', reason: '监管机构同意过渡期', byId: staffIdOf(carrier.anna) },
    ])
    // The reason was for 20 days, not for 60.
    expect(await save(60, {})).toMatchObject(refusal('commitment_floor_reason_missing'))
    unwrap(await save(15, {}))
    expect((await newest('BJ-99')).floorNotes).toEqual([])
  })

  test('may have a code once in its programme', async () => {
    const text = { 'zh-CN': '文', 'zh-TW': '文', en: 'text' }
    const again = await addCommitment(carrier.anna, {
      programmeId,
      code: 'BJ-99',
      angle: 'fair',
      field: 'all',
      text,
    })
    expect(again).toMatchObject(refusal('commitment_code_taken'))
  })
})

describe('the end of a promise', () => {
  test('is set once, by those who publish, not in the past', async () => {
    const { id: versionId } = await newest('BJ-02')
    const end = (ctx: typeof carrier.bo, validTo: Date | null) =>
      withdrawVersion(when(ctx, at(20)), { versionId, validTo, reason: '新体系' })
    expect(await end(carrier.administrator, null)).toMatchObject(refusal('not_allowed'))
    expect(await end(carrier.bo, at(19))).toMatchObject(refusal('commitment_valid_to_past'))
    unwrap(await end(carrier.bo, at(30)))
    expect(await end(carrier.bo, at(31))).toMatchObject(refusal('commitment_already_ended'))
    const [held] = (await versionsInForce(carrier.anna)).filter(
      ({ commitmentCode }) => commitmentCode === 'BJ-02',
    )
    expect(held?.validToMs).toBe(at(30).getTime())
    const next = await draftAfter('BJ-02', 21)
    expect(
      await publishVersion(when(carrier.bo, at(22)), { versionId: next, validFrom: at(29) }),
    ).toMatchObject(refusal('commitment_term_not_over'))
    unwrap(await publishVersion(when(carrier.bo, at(22)), { versionId: next, validFrom: at(30) }))
  })
})
