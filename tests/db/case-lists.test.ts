import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type CaseFilter, DUE_FILTERS, matchesFilter, STATUS_FILTERS } from '@/complaints/rules/list-filter'
import { CASE_KINDS, CHANNELS, PROMISE_AREAS } from '@/complaints/rules/lists'
import {
  countedPageOfKeys,
  LIST_SORTS,
  type ListKey,
  type ListOrder,
  pageOfKeys,
} from '@/complaints/store/lists'
import type { CaseScope } from '@/complaints/store/lists-filter'
import { newId } from '@/kernel/ids'
import { DATA_KEY, type Hall, makeHall } from '../support/case-actors'
import { createTestDatabase, type TestDatabase } from '../support/database'
import {
  BRANDS,
  type Chance,
  CLASSES,
  chance,
  IMPORTS,
  insertCases,
  type RandomCase,
  randomCases,
} from '../support/random-cases'

const NOW = new Date('2026-03-02T04:00:00Z')
let test: TestDatabase
let hall: Hall
let rows: RandomCase[]
let groups: string[]
let customers: string[]

beforeAll(async () => {
  vi.stubEnv('JIANNUO_DATA_KEY', DATA_KEY)
  test = await createTestDatabase()
  hall = await makeHall(test.db)
  const { db } = test
  await db.staff.update({ where: { id: hall.staff.outsider }, data: { closedAt: NOW } })
  customers = [newId(1), newId(2), newId(3)]
  for (const id of customers) {
    await db.customer.create({
      data: { id, phoneHash: id, phoneTailHash: id, phoneEnc: new Uint8Array([0]), createdAt: NOW },
    })
  }
  groups = [newId(4), newId(5)]
  const world = {
    now: NOW,
    units: [...Object.values(hall.units), hall.network, hall.otherCity],
    staff: Object.values(hall.staff),
    left: [hall.staff.outsider],
    customers,
    groups,
  }
  rows = await insertCases(db, randomCases(world, 400, chance(2026)))
})
afterAll(() => test.drop())

/** A filter of one to four conditions, whatever the status. */
function randomFilter(by: Chance): CaseFilter {
  const yes = () => by.happens(0.5)
  const parts: readonly (() => Partial<CaseFilter>)[] = [
    () => ({ due: by.chooses(DUE_FILTERS) }),
    () => ({ kind: by.chooses(CASE_KINDS) }),
    () => ({ classCodes: CLASSES.filter(yes) }),
    () => ({ unitIds: Object.values(hall.units).filter(yes) }),
    () => ({ owner: { type: 'owner', staffId: by.chooses(Object.values(hall.staff)) } }),
    () => ({ owner: { type: 'first_owner', staffId: by.chooses(Object.values(hall.staff)) } }),
    () => ({ owner: { type: 'nobody' } }),
    () => ({ channel: by.chooses(CHANNELS) }),
    () => ({ brand: by.chooses(BRANDS) ?? undefined }),
    () => ({ area: by.chooses(PROMISE_AREAS) }),
    () => ({ receivedFrom: by.chooses(rows).receivedAt }),
    () => ({ receivedBefore: by.chooses(rows).receivedAt }),
    () => ({ appealed: yes() }),
    () => ({ escalated: yes() }),
    () => ({ upgraded: yes() }),
    () => ({ repeat: yes() }),
    () => ({ legacy: yes() }),
    () => ({ grouped: yes() }),
    () => ({ groupId: by.chooses(groups) }),
    () => ({ importBatchId: by.chooses(IMPORTS) }),
    () => ({ customerIds: customers.filter(yes) }),
  ]
  const chosen = Array.from({ length: Math.floor(by.next() * 4) }, () => by.chooses(parts)())
  return Object.assign({ status: by.chooses(STATUS_FILTERS) }, ...chosen)
}

function randomScope(by: Chance): CaseScope {
  if (by.happens(0.4)) return null
  const unitIds = Object.values(hall.units).filter(() => by.happens(0.4))
  return { unitIds, staffId: by.chooses(Object.values(hall.staff)) }
}

const isInScope = (row: RandomCase, scope: CaseScope) =>
  scope === null ||
  scope.unitIds.includes(row.unitId) ||
  [row.ownerId, row.firstOwnerId, row.loggedById].includes(scope.staffId)

/** The order the law says: the key, then the id; no deadline sorts behind every deadline. */
function inOrder(found: readonly RandomCase[], { sort, direction }: ListOrder): string[] {
  const key = (row: RandomCase): (number | string)[] => {
    if (sort === 'number') return [row.number]
    const received = [row.receivedAt.getTime(), row.id]
    return sort === 'due' ? [row.nextDueAt?.getTime() ?? Number.POSITIVE_INFINITY, ...received] : received
  }
  const sorted = found.toSorted((a, b) => {
    const [left, right] = [key(a), key(b)]
    const at = left.findIndex((value, index) => value !== right[index])
    return at < 0 ? 0 : left[at]! < right[at]! ? -1 : 1
  })
  return (direction === 'asc' ? sorted : sorted.reverse()).map(({ id }) => id)
}

type Asked = { scope: CaseScope; filter: CaseFilter; order: ListOrder }

/** Walks all pages forwards, then all the way back. */
async function walk(asked: Asked, limit: number): Promise<{ forwards: string[]; backwards: string[] }> {
  const page = (position: { after: ListKey } | { before: ListKey } | null) =>
    pageOfKeys(test.db, { ...asked, position, limit, now: NOW })
  const forwards: ListKey[] = []
  for (let found = await page(null); found.length > 0; found = await page({ after: forwards.at(-1)! }))
    forwards.push(...found)
  const backwards: ListKey[] = forwards.slice(-1)
  for (;;) {
    const [first] = backwards
    const found = first ? await page({ before: first }) : []
    if (found.length === 0) break
    backwards.unshift(...found)
  }
  return { forwards: forwards.map(({ id }) => id), backwards: backwards.map(({ id }) => id) }
}

describe('a list of cases', () => {
  it('shows, for any filter, scope and order, exactly the rows of the law, each once, forwards and back', async () => {
    const by = chance(7)
    for (let round = 0; round < 150; round++) {
      const filter = randomFilter(by)
      const scope = randomScope(by)
      const order: ListOrder = {
        sort: by.chooses(LIST_SORTS),
        direction: by.chooses(['asc', 'desc'] as const),
      }
      const expected = inOrder(
        rows.filter((row) => isInScope(row, scope) && matchesFilter(row, filter, NOW)),
        order,
      )
      const walked = await walk({ scope, filter, order }, by.chooses([3, 17, 1000]))
      const asked = JSON.stringify({ filter, scope, order })
      expect(walked.forwards, asked).toEqual(expected)
      expect(walked.backwards, asked).toEqual(expected)
      const counted = await countedPageOfKeys(test.db, {
        scope,
        filter,
        order,
        position: null,
        limit: 17,
        now: NOW,
      })
      expect(counted.count, asked).toBe(expected.length)
      expect(
        counted.keys.map(({ id }) => id),
        asked,
      ).toEqual(expected.slice(0, 17))
    }
  })

  it('finds nothing for a class, a unit or a customer that is not there', async () => {
    for (const nothing of [{ classCodes: [] }, { unitIds: [] }, { customerIds: [] }]) {
      const asked = { scope: null, filter: { status: 'all', ...nothing }, now: NOW } as const
      const page = { ...asked, order: { sort: 'due', direction: 'asc' }, position: null, limit: 5 } as const
      expect(await countedPageOfKeys(test.db, page)).toEqual({ keys: [], count: 0 })
    }
  })

  it('orders unfinished cases by an index made for it', async () => {
    // What the query writes must be what the index says, or a million rows are sorted for each page.
    const [{ indexdef }] = await test.db.$queryRaw<[{ indexdef: string }]>`
      SELECT indexdef FROM pg_indexes WHERE indexname = 'complaint_worklist'`
    expect(indexdef).toContain("COALESCE(next_due_at, 'infinity'::timestamp with time zone), received_at, id")
  })
})
