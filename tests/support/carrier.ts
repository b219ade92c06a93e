import type { DeadlineRule, LadderStep, Remedy, Rule, Scope } from '@/commitments/rules/rule'
import { newId } from '@/kernel/ids'
import { type NewFact, recordFacts } from '@/obligations/service/record'
import type { Role, UnitKind } from '@/organisation/rules/roles'
import { type Ctx, withTransaction } from '@/platform/context'
import type { Db } from '@/platform/db/client'

/** A small carrier for tests of the engine: written straight to the tables, so that no service of ours is needed. */
export type Carrier = {
  readonly units: Readonly<Record<'root' | 'city' | 'county' | 'hall' | 'otherHall', string>>
  readonly staff: Readonly<
    Record<'clerk' | 'colleague' | 'hallManager' | 'branchManager' | 'quality' | 'executive', string>
  >
  readonly programmeId: string
}

export const EVERYTHING: Scope = {
  caseKinds: [],
  classes: [],
  channels: [],
  brands: [],
  customerClasses: [],
  orgUnits: [],
}
const START = new Date('2026-01-01T00:00:00Z')
const text = (words: string) => ({ 'zh-CN': words, 'zh-TW': words, en: words })
let counter = 0

export async function makeCarrier(db: Db): Promise<Carrier> {
  const unit = async (code: string, kind: UnitKind, parent: { id: string; path: string } | null) => {
    const id = newId(START.getTime())
    const path = parent ? `${parent.path}.${code}` : code
    await db.$executeRaw`
      INSERT INTO org_unit (id, parent_id, kind, code, name, path, time_zone, created_at)
      VALUES (${id}::uuid, ${parent?.id ?? null}::uuid, ${kind}, ${code}, ${JSON.stringify(text(code))}::jsonb, ${path}::ltree, 'Asia/Shanghai', ${START})`
    return { id, path }
  }
  const root = await unit('HX', 'carrier', null)
  const city = await unit('ZZ', 'city_branch', root)
  const county = await unit('ZZ_A', 'county_branch', city)
  const hall = await unit('ZZ_A1', 'hall', county)
  const otherHall = await unit('ZZ_A2', 'hall', county)
  const person = async (username: string, role: Role, unitId: string) => {
    const id = newId(START.getTime())
    await db.staff.create({
      data: {
        id,
        employeeNo: username,
        username,
        displayName: username,
        passwordHash: 'none',
        homeUnitId: unitId,
        createdAt: START,
      },
    })
    await db.roleAssignment.create({
      data: { id: newId(START.getTime()), staffId: id, role, unitId, grantedAt: START },
    })
    return id
  }
  const staff = {
    clerk: await person('clerk', 'service_staff', hall.id),
    colleague: await person('colleague', 'service_staff', hall.id),
    hallManager: await person('hall-manager', 'hall_manager', hall.id),
    branchManager: await person('branch-manager', 'branch_manager', city.id),
    quality: await person('quality', 'quality_officer', root.id),
    executive: await person('executive', 'executive', root.id),
  }
  const programmeId = newId(START.getTime())
  await db.programme.create({
    data: {
      id: programmeId,
      code: 'T',
      unitId: root.id,
      name: text('T'),
      slogan: text('T'),
      years: '2026',
      phases: [],
      source: {},
      createdAt: START,
    },
  })
  return {
    units: { root: root.id, city: city.id, county: county.id, hall: hall.id, otherHall: otherHall.id },
    staff,
    programmeId,
  }
}

/** The 48-hour promise: every complaint gets a first reply, round the clock. */
export const REPLY_48H: DeadlineRule = {
  kind: 'deadline',
  start: 'complaint.received',
  stop: ['complaint.replied'],
  limit: { amount: 48, unit: 'hour' },
  clock: 'elapsed',
  pause: null,
  attainment: { type: 'all' },
  onReopen: 'ignore',
}

export type PublishOptions = {
  readonly scope?: Scope
  readonly ladder?: readonly LadderStep[]
  readonly validFrom?: Date
  /** Exclusive; default: no end. */
  readonly validTo?: Date
  readonly remedy?: Remedy
}

/** Publishes a commitment with these rules, in force from the beginning of 2026. @returns id of the version */
export async function publish(
  db: Db,
  carrier: Carrier,
  rules: readonly Rule[],
  options: PublishOptions = {},
): Promise<string> {
  const code = `T-${++counter}`
  const commitmentId = newId(START.getTime())
  const versionId = newId(START.getTime())
  await db.commitment.create({
    data: {
      id: commitmentId,
      programmeId: carrier.programmeId,
      code,
      angle: 'responsible',
      field: 'complaints',
      entryState: 'full',
      position: counter,
      createdAt: START,
    },
  })
  const terms = { rules, scope: options.scope ?? EVERYTHING, ladder: options.ladder ?? [] }
  await db.$executeRaw`
    INSERT INTO commitment_version (id, commitment_id, version, status, text, evidence, if_broken, rules, scope, target, ladder, remedy, consequence,
      source, drafted_by, drafted_at, updated_at, published_by, published_at)
    VALUES (${versionId}::uuid, ${commitmentId}::uuid, 1, 'published', ${JSON.stringify(text(code))}::jsonb, ${JSON.stringify(text(''))}::jsonb, '{}',
      ${JSON.stringify(terms.rules)}::jsonb, ${JSON.stringify(terms.scope)}::jsonb, '{"percent":100}', ${JSON.stringify(terms.ladder)}::jsonb,
      ${JSON.stringify(options.remedy ?? { type: 'none' })}::jsonb, '{"type":"none"}', '{}', ${carrier.staff.quality}::uuid, ${START}, ${START}, ${carrier.staff.executive}::uuid, ${START})`
  await db.commitmentTerm.create({
    data: {
      versionId,
      commitmentId,
      validFrom: options.validFrom ?? START,
      validTo: options.validTo ?? null,
    },
  })
  return versionId
}

/** A context whose clock stands at `at` until it is moved. */
export function ctxAt(db: Db, at: Date | string, staffId?: string): Ctx & { now: Date } {
  const ctx = {
    db,
    now: new Date(at),
    actor: staffId
      ? ({ kind: 'staff', staffId, displayName: 'test', homeUnitId: '', grants: [] } as const)
      : ({ kind: 'system', name: 'test' } as const),
    clock: () => ctx.now,
    locale: 'zh-CN' as const,
  }
  return ctx
}

export type TestCase = { readonly id: string; readonly unitId: string }

/** A complaint received (and recorded) when the context's clock says. */
export async function receive(
  ctx: Ctx,
  carrier: Carrier,
  attrs: Record<string, unknown> = {},
  unitId = carrier.units.hall,
): Promise<TestCase> {
  const at = ctx.clock()
  const id = newId(at.getTime())
  const received: NewFact = {
    type: 'complaint.received',
    subject: { type: 'complaint', id },
    unitId,
    occurredAt: at,
    attrs: {
      kind: 'complaint',
      classCode: 'service.attitude',
      channel: 'hall',
      ownerId: carrier.staff.clerk,
      ...attrs,
    },
  }
  const outcome = await withTransaction(ctx, async (tx) => {
    await tx.tx.$executeRaw`
      INSERT INTO complaint (id, number, kind, unit_id, intake_unit_id, class_code, wants, words, channel, received_at, recorded_at,
        logged_by_id, first_owner_id, owner_id, status, search_vector)
      VALUES (${id}::uuid, ${`T-${++counter}`}, 'complaint', ${unitId}::uuid, ${unitId}::uuid, 'service.attitude', 'explanation', 'words', 'hall', ${at}, ${at},
        ${carrier.staff.clerk}::uuid, ${carrier.staff.clerk}::uuid, ${carrier.staff.clerk}::uuid, 'open', '')`
    await recordFacts(tx, [received])
  })
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return { id, unitId }
}

/** Records one more fact on a case at the context's time. */
export async function record(
  ctx: Ctx,
  subject: TestCase,
  type: NewFact['type'],
  attrs: Record<string, unknown> = {},
  occurredAt = ctx.clock(),
) {
  return withTransaction(ctx, async (tx) =>
    recordFacts(tx, [
      { type, subject: { type: 'complaint', id: subject.id }, unitId: subject.unitId, occurredAt, attrs },
    ]),
  )
}
