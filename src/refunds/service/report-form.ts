import { type Result, refuse } from '@/kernel/result'
import { orgTree } from '@/organisation/tree'
import { type Ctx, reader } from '@/platform/context'
import type { ReportErrorForm } from '../schema'
import { type ErrorSource, reportError } from './report'

/** Reports one error from a form or the interface: the unit is the reporter's own unless named. */
export async function reportFromForm(
  ctx: Ctx,
  form: ReportErrorForm,
  source: Extract<ErrorSource, 'form' | 'order' | 'api'> = 'form',
): Promise<Result<{ id: string; number: string }>> {
  const tree = await orgTree(ctx)
  const home = ctx.actor.kind === 'staff' ? ctx.actor.homeUnitId : null
  const complaint = form.complaintId
    ? await reader(ctx).complaint.findUnique({
        where: { id: form.complaintId },
        select: { unitId: true, customerId: true },
      })
    : null
  const unit = tree.find(form.unitId ?? complaint?.unitId ?? home ?? '')
  if (!unit) return refuse('unit_closed', {}, { unitId: 'unit_closed' })
  const { orderId, timeZone: _zone, ...input } = form
  return reportError(
    ctx,
    {
      ...input,
      unitId: unit.id,
      customerId: form.phone === null ? (complaint?.customerId ?? null) : null,
      sourceId: orderId,
    },
    { source: orderId === null ? source : 'order' },
  )
}
