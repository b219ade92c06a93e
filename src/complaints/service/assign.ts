import { newId } from '@/kernel/ids'
import { ok, type Result } from '@/kernel/result'
import { notify } from '@/notifications/service'
import { isUnder, type OrgUnit } from '@/organisation/rules/org-tree'
import { PERMISSIONS } from '@/organisation/rules/permissions'
import { actorId, type Ctx, type TxCtx } from '@/platform/context'
import { networkTeamsFrom } from '../rules/case-units'
import type { bulkReassignSchema, CaseChange as Input, reassignSchema, routeNetworkSchema } from '../schema'
import { type CasePatch, changeOwner } from '../store/write-case'
import { findPerson, leastBusy, type Person, pathsOfRoles } from '../store/write-people'
import { type Changed, changeCase, type HeldCase, refused } from './change-case'

const HANDLERS = PERMISSIONS['complaint.handle']

/**
 * Passes the case on. The first owner stays who they are, the clock goes on, the history keeps everybody; to somebody
 * of another unit the case moves there.
 */
export const reassign = (ctx: Ctx, input: Input<typeof reassignSchema>) =>
  changeCase(ctx, input, 'reassign', async (tx, held) => {
    const { row, now } = held
    const person = await findPerson(tx.tx, input.toStaffId)
    if (!person || person.isClosed) {
      return refused({ code: 'assignee_left', fields: { toStaffId: 'assignee_left' } })
    }
    const unit = await unitFor(tx, held, person, input.toUnitId)
    if (person.id === row.ownerId && unit.id === row.unitId) {
      return refused({ code: 'already_owner', params: { name: person.name } })
    }
    const reason = held.clean(input.reason)!
    const patch = await handOver(tx, held, person, unit, reason)
    return {
      patch,
      facts: [
        {
          type: 'complaint.assigned',
          attrs: { ownerId: person.id, unitId: unit.id, previousOwnerId: row.ownerId, reason },
        },
      ],
      detail: { from: row.ownerId, to: person.id, unitId: unit.id },
      value: { ownerId: person.id, ownerName: person.name, unitId: unit.id, at: now },
    }
  })

/** Where the case goes: the unit asked for, else where it is when the person works there, else their own unit. */
async function unitFor(
  ctx: TxCtx,
  held: HeldCase,
  person: Person,
  wantedUnitId: string | null,
): Promise<OrgUnit> {
  const paths = await pathsOfRoles(ctx.tx, person.id, HANDLERS)
  const reaches = (unit: OrgUnit) => paths.some((path) => isUnder(unit.path, path))
  const home = held.tree.find(person.homeUnitId)
  const wanted = wantedUnitId === null ? undefined : held.tree.find(wantedUnitId)
  const unit = wanted ?? (reaches(held.unit) ? held.unit : home)
  if (!unit || unit.closedAt !== null || (wantedUnitId !== null && !wanted)) {
    return refused({ code: 'unit_closed', fields: { toUnitId: 'unit_closed' } })
  }
  if (!reaches(unit)) {
    return refused({
      code: 'assignee_cannot_handle',
      params: { name: person.name },
      fields: { toStaffId: 'assignee_cannot_handle' },
    })
  }
  return unit
}

/** Ownership, history and the new owner's notification; the caller writes the returned columns. */
async function handOver(
  ctx: TxCtx,
  held: HeldCase,
  person: Person,
  unit: OrgUnit,
  reason: string,
): Promise<CasePatch> {
  const { row, now } = held
  if (person.id !== row.ownerId) {
    const byId = actorId(ctx) ?? person.id
    const id = newId(now.getTime())
    await changeOwner(ctx.tx, { id, complaintId: row.id, toStaffId: person.id, byId, at: now, reason })
    if (person.id !== actorId(ctx)) {
      await notify(ctx, {
        recipientId: person.id,
        kind: 'assigned',
        complaintId: row.id,
        params: { number: row.number, by: ctx.actor.kind === 'staff' ? ctx.actor.displayName : '' },
        idempotencyKey: `assigned:${id}`,
      })
    }
  }
  return { ownerId: person.id, unitId: unit.id }
}

export type BulkItem = {
  readonly complaintId: string
  readonly result: Result<Changed>
}

/**
 * Many cases to one person: each in its own transaction, so that one refusal does not undo the others. The answer names
 * every case with what became of it.
 */
export async function reassignMany(
  ctx: Ctx,
  input: Input<typeof bulkReassignSchema>,
): Promise<Result<BulkItem[]>> {
  const { items, ...rest } = input
  return eachItem(items, (item) => reassign(ctx, { ...rest, ...item } as Input<typeof reassignSchema>))
}

/** Runs a use case for each item, one after the other, and keeps every answer; a case named twice is done once. */
export async function eachItem(
  items: readonly { readonly complaintId: string; readonly revision: number | null }[],
  run: (item: { complaintId: string; revision: number | null }) => Promise<Result<Changed>>,
): Promise<Result<BulkItem[]>> {
  const done = new Map<string, BulkItem>()
  for (const item of items) {
    if (done.has(item.complaintId)) continue
    done.set(item.complaintId, { complaintId: item.complaintId, result: await run(item) })
  }
  return ok([...done.values()])
}

/**
 * Hands a network complaint to the nearest network team through the green channel: unit, person with the fewest open
 * cases there, place, time and device in one step (F-09).
 */
export const routeNetwork = (ctx: Ctx, input: Input<typeof routeNetworkSchema>) =>
  changeCase(ctx, input, 'route_network', async (tx, held) => {
    const found = await networkPerson(tx, held)
    if (!found) return refused({ code: 'no_network_team' })
    const { team, person } = found
    if (team.id === held.row.unitId) return refused({ code: 'already_with_network' })
    const place = held.clean(input.place)!
    const patch = await handOver(tx, held, person, team, 'green_channel')
    return {
      patch: { ...patch, routedNetworkAt: held.now, place },
      facts: [
        {
          type: 'complaint.routed_network',
          attrs: {
            ownerId: person.id,
            unitId: team.id,
            previousOwnerId: held.row.ownerId,
            place,
            troubleTime: held.clean(input.troubleTime),
            device: held.clean(input.device),
            visitAt: input.visitAt?.toISOString() ?? null,
          },
        },
      ],
      detail: { from: held.row.ownerId, to: person.id, unitId: team.id },
      value: { ownerId: person.id, ownerName: person.name, unitId: team.id, at: held.now },
    }
  })

async function networkPerson(ctx: TxCtx, held: HeldCase): Promise<{ team: OrgUnit; person: Person } | null> {
  for (const team of networkTeamsFrom(held.tree, held.row.unitId)) {
    const person = await leastBusy(ctx.tx, team.id, HANDLERS)
    if (person) return { team, person }
  }
  return null
}
