import { newId } from '@/kernel/ids'
import { actorId, type Ctx, reader } from './context'

export type AuditEntry = {
  readonly action: string
  readonly subjectType: string
  readonly subjectId: string | null
  readonly unitId?: string | null
  /** Never personal data of customers. */
  readonly detail?: Record<string, unknown>
}

/** Leaves an audit row in the current transaction. */
export async function audit(ctx: Ctx, entry: AuditEntry): Promise<void> {
  const at = ctx.clock()
  const detail = JSON.stringify({
    ...(ctx.actor.kind === 'system' ? { by: ctx.actor.name } : {}),
    ...entry.detail,
  })
  await reader(ctx).$executeRaw`
    INSERT INTO audit_log (id, at, actor_id, action, subject_type, subject_id, unit_id, detail)
    VALUES (${newId(at.getTime())}::uuid, ${at}, ${actorId(ctx)}::uuid, ${entry.action}, ${entry.subjectType},
            ${entry.subjectId}, ${entry.unitId ?? null}::uuid, ${detail}::jsonb)`
}
