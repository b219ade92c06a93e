import { type SealedCustomer, sealCustomer } from '@/customers/store'
import { newId } from '@/kernel/ids'
import { type BulkRecorded, type NewFact, recordFactsBulk } from '@/obligations/service/record'
import type { OrgTree, OrgUnit } from '@/organisation/rules/org-tree'
import { branchOf } from '@/organisation/rules/org-tree'
import { type Ctx, reader, type TxCtx } from '@/platform/context'
import { localParts } from '@/ui/local-parts'
import { classNames } from '../rules/class-words'
import { searchVector } from '../rules/search-text'
import { receiptNumber } from '../rules/times'
import {
  type ImportedRow,
  insertImported,
  knownRefs,
  lockImports,
  type NumberRange,
  putCustomers,
  takeNumberRanges,
} from '../store/write-imported'

/** A case as another system kept it, already read and mapped. */
export type ImportedCase = {
  /** `<origin>:<ticket>`; a case with this key is never taken twice. */
  readonly externalRef: string
  readonly unitId: string
  readonly ownerId: string
  readonly kind: string
  readonly classCode: string
  readonly area: string | null
  readonly channel: string
  readonly brand: string | null
  readonly place: string | null
  /** Without identity numbers and the customer's own phone number. */
  readonly words: string
  readonly phone: string | null
  readonly customerName: string | null
  readonly receivedAt: Date
  readonly status: 'open' | 'closed' | 'solved'
  /** null with a closed status: closed, nobody knows when. */
  readonly closedAt: Date | null
  /** What else the source told, kept with the first fact. */
  readonly told: Readonly<Record<string, unknown>>
}

export type ImportBatchOf = {
  readonly id: string
  /** Who imports; stands as the clerk of every case. */
  readonly loggedById: string
  readonly intakeUnitId: string
}

export type ImportedCases = {
  /** Id of the new case and number of obligations it opened, by key. */
  readonly added: ReadonlyMap<string, { readonly id: string; readonly obligations: number }>
  /** Id of the case that was here already, by key. */
  readonly known: ReadonlyMap<string, string>
}

/**
 * Takes cases of another system in one set: numbers by branch and year of receipt, owners, facts with the times the file
 * tells (`source: import`), first deadlines. Group warnings are not raised for them. Keys must be unique among `cases`.
 */
export async function importCases(
  ctx: TxCtx,
  tree: OrgTree,
  batch: ImportBatchOf,
  cases: readonly ImportedCase[],
): Promise<ImportedCases> {
  await lockImports(ctx.tx)
  const known = await knownRefs(
    ctx.tx,
    cases.map((each) => each.externalRef),
  )
  const fresh = cases.filter((each) => !known.has(each.externalRef))
  if (fresh.length === 0) return { added: new Map(), known }
  const now = ctx.clock()
  const at: TxCtx = { ...ctx, clock: () => now }
  const withIds = fresh.map((each) => ({ ...each, id: newId(now.getTime()) }))
  const owed = await recordFactsBulk(
    at,
    withIds.map((each) => ({ facts: factsOf(each, now) })),
  )
  const customers = await customersOf(at, withIds)
  const numbers = await numbersFor(at, tree, withIds)
  await insertImported(
    ctx.tx,
    withIds.map((each, index) => rowOf(each, batch, numbers[index]!, customers, owed, now)),
  )
  return {
    added: new Map(
      withIds.map(({ externalRef, id }) => [
        externalRef,
        { id, obligations: owed.get(id)?.obligations ?? 0 },
      ]),
    ),
    known,
  }
}

/** Ids of cases that are here already, by their key in the system they came from. */
export const casesByRef = (ctx: Ctx, refs: readonly string[]): Promise<Map<string, string>> =>
  knownRefs(reader(ctx), refs)

type CaseWithId = ImportedCase & { readonly id: string }

function factsOf(each: CaseWithId, now: Date): NewFact[] {
  const { unitId } = each
  const subject = { type: 'complaint', id: each.id } as const
  const { kind, classCode, channel, brand, ownerId } = each
  const facts: NewFact[] = [
    {
      type: 'complaint.received',
      subject,
      unitId,
      occurredAt: each.receivedAt,
      source: 'import',
      attrs: { kind, classCode, channel, brand, customerClass: null, ownerId, ...each.told },
    },
  ]
  if (each.status === 'open') return facts
  facts.push({
    type: 'complaint.closed',
    subject,
    unitId,
    occurredAt: each.closedAt ?? now,
    source: 'import',
    attrs: {
      result: each.status === 'solved' ? 'solved' : 'other',
      ...(each.closedAt ? {} : { timeUnknown: true }),
    },
  })
  return facts
}

/** Sealed once per number; gives the id of the customer by the number. */
async function customersOf(ctx: TxCtx, cases: readonly CaseWithId[]): Promise<Map<string, string>> {
  const sealed = new Map<string, SealedCustomer & { id: string }>()
  for (const { phone, customerName } of cases) {
    if (phone === null) continue
    const earlier = sealed.get(phone)
    if (earlier && (earlier.nameEnc || customerName === null)) continue
    sealed.set(phone, { id: newId(ctx.clock().getTime()), ...sealCustomer(phone, customerName, null) })
  }
  const ids = await putCustomers(ctx.tx, [...sealed.values()], ctx.clock())
  return new Map([...sealed].map(([phone, { phoneHash }]) => [phone, ids.get(phoneHash)!]))
}

/** Receipt numbers in the order of the cases, counted per branch and local year of receipt. */
async function numbersFor(ctx: TxCtx, tree: OrgTree, cases: readonly ImportedCase[]): Promise<string[]> {
  const branches = new Map<string, OrgUnit>()
  const places = cases.map(({ unitId, receivedAt }) => {
    const branch = branches.get(unitId) ?? branchOf(tree, unitId)
    branches.set(unitId, branch)
    return { branch, year: localParts(receivedAt, branch.timeZone).year }
  })
  const ranges = new Map<string, NumberRange>()
  for (const { branch, year } of places) {
    const key = `${branch.id}/${year}`
    ranges.set(key, { unitId: branch.id, year, count: (ranges.get(key)?.count ?? 0) + 1 })
  }
  const next = await takeNumberRanges(ctx.tx, [...ranges.values()])
  return places.map(({ branch, year }) => {
    const key = `${branch.id}/${year}`
    const counter = next.get(key)!
    next.set(key, counter + 1)
    return receiptNumber(branch.code, year, counter)
  })
}

function rowOf(
  each: CaseWithId,
  batch: ImportBatchOf,
  number: string,
  customers: ReadonlyMap<string, string>,
  owed: BulkRecorded,
  now: Date,
): ImportedRow {
  const isClosed = each.status !== 'open'
  return {
    id: each.id,
    number,
    kind: each.kind,
    unitId: each.unitId,
    intakeUnitId: batch.intakeUnitId,
    customerId: each.phone === null ? null : (customers.get(each.phone) ?? null),
    classCode: each.classCode,
    words: each.words,
    channel: each.channel,
    brand: each.brand,
    area: each.area,
    place: each.place,
    receivedAt: each.receivedAt,
    recordedAt: now,
    loggedById: batch.loggedById,
    ownerId: each.ownerId,
    status: isClosed ? 'closed' : 'open',
    // A closed case has a time; where nobody knows it, it is when we learnt of it, and the fact says that it is unknown.
    closedAt: isClosed ? (each.closedAt ?? now) : null,
    nextDueAt: owed.get(each.id)?.nextDueAt ?? null,
    importBatchId: batch.id,
    externalRef: each.externalRef,
    searchVector: searchVector([number, each.words, each.place, each.area, ...classNames(each.classCode)]),
    ownerRowId: newId(now.getTime()),
  }
}
