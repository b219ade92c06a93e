import { localDayStart } from '@/calendar/rules/local-day'
import type { Permission } from '@/organisation/rules/permissions'
import { orgTree, scopeUnitIds } from '@/organisation/tree'
import { actorId, type Ctx, reader } from '@/platform/context'
import type { CaseFilter, OwnerFilter } from '../rules/list-filter'
import { normaliseIfNumber, readSearchInput } from '../rules/search-input'
import { searchQuery } from '../rules/search-text'
import type { CaseScope } from '../store/lists-filter'
import { classCodesUnder, customersByHash } from '../store/lists-rows'
import type { ListAddress, Sort } from './list-address'

/** Nobody: what a filter asks for when it names something that does not exist. */
const NO_ONE = '00000000-0000-0000-0000-000000000000'

/** Zone of the reader's unit, in which days of a list are meant. */
export async function readerZone(ctx: Ctx): Promise<string> {
  const tree = await orgTree(ctx)
  const home = ctx.actor.kind === 'staff' ? tree.find(ctx.actor.homeUnitId) : undefined
  return (home ?? tree.root)?.timeZone ?? 'Asia/Shanghai'
}

/** Cases the reader may see, with those they own or logged; for another permission, its units' cases alone. null: all. */
export async function caseScope(ctx: Ctx, permission: Permission = 'complaint.view'): Promise<CaseScope> {
  const unitIds = await scopeUnitIds(ctx, permission)
  if (unitIds === null) return null
  const staffId = permission === 'complaint.view' ? actorId(ctx) : null
  return { unitIds, staffId: staffId ?? NO_ONE }
}

/** Ids of the unit named by id or code and of everything below; none when there is no such unit. */
export async function unitFilter(ctx: Ctx, unit: string | undefined): Promise<readonly string[] | undefined> {
  if (!unit) return undefined
  const tree = await orgTree(ctx)
  const found = tree.find(unit) ?? tree.byCode(unit)
  if (!found) return []
  return found === tree.root ? undefined : tree.subtreeIds(found.id)
}

function ownerFilter(ctx: Ctx, owner: string | undefined): OwnerFilter | undefined {
  if (!owner) return undefined
  const me = actorId(ctx) ?? NO_ONE
  if (owner === 'nobody') return { type: 'nobody' }
  if (owner === 'first') return { type: 'first_owner', staffId: me }
  return { type: 'owner', staffId: owner === 'me' ? me : owner }
}

/** What an address asks for, in the terms of the store. A figure's days are not days of receipt. */
export async function caseFilter(ctx: Ctx, address: ListAddress): Promise<CaseFilter> {
  const has = (mark: ListAddress['mark'][number]) => (address.mark.includes(mark) ? true : undefined)
  const timeZone = await readerZone(ctx)
  const isFigure = address.commitment !== undefined
  return {
    status:
      address.status ?? (isFigure || address.customer || address.group || address.import ? 'all' : 'active'),
    due: address.due,
    kind: address.kind,
    classCodes: address.class ? await classCodesUnder(reader(ctx), address.class) : undefined,
    unitIds: await unitFilter(ctx, address.unit),
    owner: ownerFilter(ctx, address.owner),
    channel: address.channel,
    brand: address.brand,
    area: address.area,
    receivedFrom: !isFigure && address.from ? localDayStart(address.from, timeZone) : undefined,
    receivedBefore: !isFigure && address.to ? localDayStart(address.to, timeZone, 1) : undefined,
    appealed: has('appealed'),
    escalated: has('escalated'),
    upgraded: has('upgraded'),
    repeat: has('repeat'),
    legacy: has('legacy'),
    grouped: has('group'),
    groupId: address.group,
    importBatchId: address.import,
    customerIds: await customerFilter(ctx, address.customer),
  }
}

const HASH_OF = { p: 'phone', t: 'tail', n: 'name' } as const

async function customerFilter(ctx: Ctx, token: string | undefined): Promise<readonly string[] | undefined> {
  if (!token) return undefined
  const by = HASH_OF[token.slice(0, 1) as keyof typeof HASH_OF]
  return by ? customersByHash(reader(ctx), by, token.slice(2)) : []
}

/** A whole case number typed where words are looked for: it is found by its key, not piece by piece. */
export function numberFilter(address: ListAddress): string | null {
  const input = address.q ? readSearchInput(address.q) : null
  return input?.kind === 'number' ? input.number : null
}

/** Query for the text index; null when nothing is looked for by text. */
export function textFilter(address: ListAddress): string | null {
  if (!address.q) return null
  const asNumber = normaliseIfNumber(address.q)
  const typed = searchQuery(address.q)
  if (asNumber === null || typed === null) return typed
  // Case numbers end in six places; `123` means the case that ends in 000123 as well as a text with 123.
  return `${typed} | '${asNumber}'`
}

/** Order of a list: time left for what is unfinished, newest first for everything else. */
export function sortOf(address: ListAddress, filter: CaseFilter): Sort {
  const byDue = filter.status !== 'all' && filter.status !== 'closed'
  if (address.sort && (byDue || address.due || !address.sort.endsWith('due'))) return address.sort
  return byDue || address.due ? 'due' : '-received'
}
