import { chinaCalendar } from '@/calendar/rules/china'
import { type DeadlineRule, EVERY_CASE, type LadderStep } from '@/commitments/rules/rule'
import { issueSessionToken, sessionCookieName } from '@/identity/session-token'
import { newId } from '@/kernel/ids'
import type { Role, UnitKind } from '@/organisation/rules/roles'
import type { Db } from '@/platform/db/client'

/** A carrier of 300 units: 23 cities with 2 counties each and 5 halls in a county. */
export interface BenchCarrier {
  readonly units: readonly Unit[]
  readonly people: readonly Person[]
  readonly reply: Promised
  readonly solve: Promised
}
export interface Unit {
  readonly id: string
  readonly code: string
  readonly kind: UnitKind
  /** Code of the branch whose counter numbers its cases. */
  readonly counterCode: string
  readonly counterUnitId: string
  readonly clerkId: string
}
export interface Person {
  readonly id: string
  readonly role: Role
  readonly unitId: string
}
type Promised = { readonly versionId: string; readonly commitmentId: string }

const CITIES = 23
const COUNTIES = 2
const HALLS = 5
export const LONG_AGO = new Date('2020-01-01T00:00:00Z')

const words = (text: string) => JSON.stringify({ 'zh-CN': text, 'zh-TW': text, en: text })
const OFFICE_HOURS = [
  ['09:00', '12:00'],
  ['13:00', '18:00'],
] as const
/** Weekdays with a noon break, the official holidays and make-up days of 2007 to 2026. */
export const OFFICE = chinaCalendar({
  weekly: { mon: OFFICE_HOURS, tue: OFFICE_HOURS, wed: OFFICE_HOURS, thu: OFFICE_HOURS, fri: OFFICE_HOURS },
})

const deadline = (rule: Pick<DeadlineRule, 'stop' | 'limit' | 'clock'>): DeadlineRule => ({
  kind: 'deadline',
  start: 'complaint.received',
  pause: null,
  attainment: { type: 'all' },
  onReopen: 'ignore',
  ...rule,
})
const LADDER: readonly LadderStep[] = [
  { moment: { at: 'share', percent: 75 }, recipient: 'owner', respectQuietHours: false },
  { moment: { at: 'deadline' }, recipient: 'hall_manager', respectQuietHours: false },
]

/** Writes units, people in every role, a working calendar and two promises: a reply in 48 hours, a solution in 15 working days. */
export async function makeBenchCarrier(db: Db): Promise<BenchCarrier> {
  const calendarId = await insertCalendar(db)
  const units: Unit[] = []
  const people: Person[] = []
  const person = async (role: Role, unitId: string): Promise<string> => {
    const id = newId(LONG_AGO.getTime())
    const name = `p${people.length}`
    await db.$executeRaw`
      INSERT INTO staff (id, employee_no, username, display_name, password_hash, must_change_password, home_unit_id, created_at)
      VALUES (${id}::uuid, ${name}, ${name}, ${`员工${people.length}`}, 'none', false, ${unitId}::uuid, ${LONG_AGO})`
    await db.$executeRaw`
      INSERT INTO role_assignment (id, staff_id, role, unit_id, granted_at)
      VALUES (${newId(LONG_AGO.getTime())}::uuid, ${id}::uuid, ${role}, ${unitId}::uuid, ${LONG_AGO})`
    people.push({ id, role, unitId })
    return id
  }
  type Above = {
    id: string
    path: string
    code: string
    kind: UnitKind
    counterUnitId: string
    counterCode: string
  }
  const unit = async (code: string, kind: UnitKind, above: Above | null): Promise<Above> => {
    const id = newId(LONG_AGO.getTime())
    const path = above ? `${above.path}.${code}` : code
    await db.$executeRaw`
      INSERT INTO org_unit (id, parent_id, kind, code, name, path, time_zone, calendar_id, created_at)
      VALUES (${id}::uuid, ${above?.id ?? null}::uuid, ${kind}, ${code}, ${words(code)}::jsonb, ${path}::ltree, 'Asia/Shanghai',
              ${above ? null : calendarId}::uuid, ${LONG_AGO})`
    const counts = kind === 'hall' && above ? above : { id, code }
    const made = {
      id,
      path,
      code,
      kind,
      counterUnitId: counts.id,
      counterCode: counts.code,
    }
    units.push({ ...made, clerkId: await person('service_staff', id) })
    return made
  }
  const root = await unit('HX', 'carrier', null)
  for (let c = 0; c < CITIES; c++) {
    const city = await unit(`HX_C${c}`, 'city_branch', root)
    await person('branch_manager', city.id)
    for (let n = 0; n < COUNTIES; n++) {
      const county = await unit(`${city.code}_${n}`, 'county_branch', city)
      for (let h = 0; h < HALLS; h++) {
        const hall = await unit(`${county.code}_${h}`, 'hall', county)
        await person('hall_manager', hall.id)
      }
    }
  }
  const quality = await person('quality_officer', root.id)
  const executive = await person('executive', root.id)
  const programmeId = newId(LONG_AGO.getTime())
  await db.$executeRaw`
    INSERT INTO programme (id, code, unit_id, name, slogan, years, phases, source, created_at)
    VALUES (${programmeId}::uuid, 'B', ${root.id}::uuid, ${words('B')}::jsonb, ${words('B')}::jsonb, '2020-', '[]', '{}', ${LONG_AGO})`
  const promise = async (code: string, rule: DeadlineRule, position: number): Promise<Promised> => {
    const [commitmentId, versionId] = [newId(LONG_AGO.getTime()), newId(LONG_AGO.getTime())]
    await db.$executeRaw`
      INSERT INTO commitment (id, programme_id, code, angle, field, entry_state, position, created_at)
      VALUES (${commitmentId}::uuid, ${programmeId}::uuid, ${code}, 'responsible', 'complaints', 'full', ${position}, ${LONG_AGO})`
    await db.$executeRaw`
      INSERT INTO commitment_version (id, commitment_id, version, status, text, evidence, if_broken, rules, scope, target, ladder, remedy,
        consequence, source, drafted_by, drafted_at, updated_at, published_by, published_at)
      VALUES (${versionId}::uuid, ${commitmentId}::uuid, 1, 'published', ${words(code)}::jsonb, ${words('')}::jsonb, '{}',
        ${JSON.stringify([rule])}::jsonb, ${JSON.stringify(EVERY_CASE)}::jsonb, '{"percent":98}', ${JSON.stringify(LADDER)}::jsonb,
        '{"type":"none"}', '{"type":"none"}', '{}', ${quality}::uuid, ${LONG_AGO}, ${LONG_AGO}, ${executive}::uuid, ${LONG_AGO})`
    await db.$executeRaw`
      INSERT INTO commitment_term (version_id, commitment_id, valid_from) VALUES (${versionId}::uuid, ${commitmentId}::uuid, ${LONG_AGO})`
    return { versionId, commitmentId }
  }
  const reply = await promise(
    'B-48',
    deadline({ stop: ['complaint.replied'], limit: { amount: 48, unit: 'hour' }, clock: 'elapsed' }),
    1,
  )
  const solve = await promise(
    'B-15',
    deadline({ stop: ['complaint.solved'], limit: { amount: 15, unit: 'day' }, clock: 'working_day' }),
    2,
  )
  return { units, people, reply, solve }
}

async function insertCalendar(db: Db): Promise<string> {
  const id = newId(LONG_AGO.getTime())
  await db.$executeRaw`
    INSERT INTO calendar (id, code, name, time_zone, created_at)
    VALUES (${id}::uuid, 'CN', ${words('CN')}::jsonb, ${OFFICE.timeZone}, ${LONG_AGO})`
  await db.$executeRaw`
    INSERT INTO calendar_version (id, calendar_id, version, weekly, holidays, workdays, announced_years, published_at)
    VALUES (${newId(LONG_AGO.getTime())}::uuid, ${id}::uuid, 1, ${JSON.stringify(OFFICE.weekly)}::jsonb,
      ${JSON.stringify(OFFICE.holidays)}::jsonb, ${JSON.stringify(OFFICE.workdays)}::jsonb,
      ${[...(OFFICE.announcedYears ?? [])]}::int[], ${LONG_AGO})`
  return id
}

/** Headers of a signed-in person's requests. */
export async function sessionOf(person: Person): Promise<Record<string, string>> {
  const token = await issueSessionToken({ staffId: person.id, sessionVersion: 1 }, new Date())
  return { cookie: `${sessionCookieName()}=${token}` }
}

/** Somebody of that role. */
export function personOf(carrier: BenchCarrier, role: Role): Person {
  const found = carrier.people.find((person) => person.role === role)
  if (!found) throw new Error(`nobody is ${role}`)
  return found
}
