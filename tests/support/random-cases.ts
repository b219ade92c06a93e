import type { FilterableCase } from '@/complaints/rules/list-filter'
import { CASE_KINDS, CHANNELS, PROMISE_AREAS } from '@/complaints/rules/lists'
import { newId } from '@/kernel/ids'
import type { Db } from '@/platform/db/client'

/** A repeatable source of chance (mulberry32). */
export function chance(seed: number) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    chooses: <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)]!,
    happens: (probability: number) => next() < probability,
  }
}
export type Chance = ReturnType<typeof chance>

export type RandomCase = FilterableCase & {
  readonly id: string
  readonly number: string
  readonly loggedById: string
}

export const CLASSES = [
  'network.signal_indoor',
  'network.slow',
  'network',
  'charging.billing_error',
  'networking',
] as const
export const BRANDS = ['quanqiutong', 'shenzhouxing', null] as const
/** Two imports some of the cases came in with. */
export const IMPORTS = [newId(1), newId(2)] as const

type World = {
  readonly now: Date
  readonly units: readonly string[]
  readonly staff: readonly string[]
  /** People of `staff` whose account is closed. */
  readonly left: readonly string[]
  readonly customers: readonly string[]
  readonly groups: readonly string[]
}

const HOUR_MS = 3_600_000

/** Rows as wild as the table allows, with many ties of time so that paging is put to the test. */
export function randomCases(world: World, count: number, by: Chance): RandomCase[] {
  const at = (hours: number) => new Date(world.now.getTime() + hours * HOUR_MS)
  return Array.from({ length: count }, (_, index) => {
    const status = by.chooses(['open', 'open', 'paused', 'closed', 'closed'] as const)
    const ownerId = by.chooses(world.staff)
    const maybe = (probability: number) => (by.happens(probability) ? at(-1) : null)
    return {
      id: newId(world.now.getTime() + index),
      number: `T-${String(index).padStart(5, '0')}`,
      status,
      nextDueAt: by.happens(status === 'open' ? 0.8 : 0.1)
        ? at(by.chooses([-30, -1, 0, 1, 4, 5, 24, 25, 300]))
        : null,
      kind: by.chooses(CASE_KINDS),
      classCode: by.chooses(CLASSES),
      unitId: by.chooses(world.units),
      ownerId,
      ownerHasLeft: world.left.includes(ownerId),
      firstOwnerId: by.chooses(world.staff),
      loggedById: by.chooses(world.staff),
      channel: by.chooses(CHANNELS),
      brand: by.chooses(BRANDS),
      area: by.chooses([...PROMISE_AREAS, null]),
      receivedAt: at(-Math.floor(by.next() * 40) * 12),
      appealedAt: maybe(0.1),
      escalatedAt: maybe(0.1),
      upgradedAt: maybe(0.1),
      repeatOfId: null,
      isLegacy: by.happens(0.1),
      groupId: by.happens(0.2) ? by.chooses(world.groups) : null,
      importBatchId: by.happens(0.2) ? by.chooses(IMPORTS) : null,
      customerId: by.happens(0.7) ? by.chooses(world.customers) : null,
    }
  })
}

/** Writes the rows; every tenth is a repeat of the first one. @returns them as they were written */
export async function insertCases(db: Db, cases: readonly RandomCase[]): Promise<RandomCase[]> {
  const [first] = cases
  const written = cases.map((row, index) =>
    index > 0 && index % 10 === 0 ? { ...row, repeatOfId: first?.id ?? null } : row,
  )
  await db.$executeRaw`
    INSERT INTO complaint (id, number, kind, unit_id, intake_unit_id, customer_id, class_code, wants, words, channel, brand, area,
      received_at, recorded_at, logged_by_id, first_owner_id, owner_id, status, closed_at, paused_at, pause_reason, appealed_at,
      escalated_at, upgraded_at, is_legacy, repeat_of_id, group_id, import_batch_id, next_due_at, search_vector)
    SELECT id, number, kind, "unitId", "unitId", "customerId", "classCode", 'fix', 'words', channel, brand, area,
      "receivedAt", "receivedAt", "loggedById", "firstOwnerId", "ownerId", status,
      CASE WHEN status = 'closed' THEN "receivedAt" END, CASE WHEN status = 'paused' THEN "receivedAt" END,
      CASE WHEN status = 'paused' THEN 'third_party' END, "appealedAt", "escalatedAt", "upgradedAt", "isLegacy",
      "repeatOfId", "groupId", "importBatchId", "nextDueAt", ''
    FROM jsonb_to_recordset(${JSON.stringify(written)}::jsonb) AS x(
      id uuid, number text, kind text, "unitId" uuid, "customerId" uuid, "classCode" text, channel text, brand text, area text,
      "receivedAt" timestamptz, "loggedById" uuid, "firstOwnerId" uuid, "ownerId" uuid, status text, "appealedAt" timestamptz,
      "escalatedAt" timestamptz, "upgradedAt" timestamptz, "isLegacy" bool, "repeatOfId" uuid, "groupId" uuid, "importBatchId" uuid, "nextDueAt" timestamptz)`
  return written
}
