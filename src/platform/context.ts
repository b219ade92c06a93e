import { ok, RefusedError, type Result } from '@/kernel/result'
import type { Locale } from '@/kernel/text'
import { allows, type Grant, type Permission, pathsFor } from '@/organisation/rules/permissions'
import type { Prisma, PrismaClient } from './db/generated/client'

export type Tx = Prisma.TransactionClient

/** Who acts: a person with roles, or a process of ours (worker, import, simulation, command line). */
export type Actor =
  | {
      readonly kind: 'staff'
      readonly staffId: string
      readonly displayName: string
      readonly homeUnitId: string
      readonly grants: readonly Grant[]
    }
  | { readonly kind: 'system'; readonly name: string }

/** What every use case gets first. `clock` is asked after locks are held, so that a late writer has the later time. */
export type Ctx = {
  readonly db: PrismaClient
  /** Set inside a transaction; use cases called with it join that transaction. */
  readonly tx?: Tx
  readonly actor: Actor
  readonly clock: () => Date
  readonly locale: Locale
  /** Number of the configuration read with the session; lets caches of units and rules answer without asking again. */
  readonly configEpoch?: string
}
export type TxCtx = Ctx & { readonly tx: Tx }

/** Transaction client when there is one, else the plain client. */
export const reader = (ctx: Ctx): Tx => ctx.tx ?? ctx.db

/** Id of the acting person; null for our own processes. */
export const actorId = (ctx: Ctx): string | null => (ctx.actor.kind === 'staff' ? ctx.actor.staffId : null)

/** Our own processes may do everything; people what their roles allow at that unit. */
export function may(ctx: Ctx, permission: Permission, unitPath?: string): boolean {
  return ctx.actor.kind === 'system' || allows(ctx.actor.grants, permission, unitPath)
}

/** Throws `not_allowed` unless the actor has the permission (at that unit). */
export function mustBeAllowed(ctx: Ctx, permission: Permission, unitPath?: string): void {
  if (!may(ctx, permission, unitPath)) throw new RefusedError({ code: 'not_allowed', params: { permission } })
}

/** Unit paths whose subtrees the actor may see for a permission; null: everything. */
export function scopePaths(ctx: Ctx, permission: Permission): string[] | null {
  return ctx.actor.kind === 'system' ? null : pathsFor(ctx.actor.grants, permission)
}

/**
 * Runs `work` in one transaction (joining the surrounding one if there is one). A RefusedError rolls back and comes
 * out as a refused Result; any other error rolls back and is thrown.
 */
export async function withTransaction<T>(
  ctx: Ctx,
  work: (ctx: TxCtx) => Promise<T>,
  timeoutMs = 30_000,
): Promise<Result<T>> {
  try {
    if (ctx.tx) return ok(await work(ctx as TxCtx))
    return ok(
      await ctx.db.$transaction((tx) => work({ ...ctx, tx }), { timeout: timeoutMs, maxWait: 15_000 }),
    )
  } catch (error) {
    if (error instanceof RefusedError && !ctx.tx) return { ok: false, refusal: error.refusal }
    throw error
  }
}
