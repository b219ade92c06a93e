import { orgTree } from '@/organisation/tree'
import { type Ctx, may, reader } from '@/platform/context'
import { localParts } from '@/ui/local-parts'
import type { ErrorFormProps } from '../components/error-form'
import { classChoices, unitChoices } from './choices'

/** Fields an address may fill in beforehand: from a complaint, an order or a finding. Never an account or number. */
const PREFILLED = [
  'charge',
  'class',
  'service',
  'period',
  'chargedAt',
  'charged',
  'correct',
  'order',
] as const
const LONGEST = 100
const two = (value: number) => String(value).padStart(2, '0')

export async function errorFormData(
  ctx: Ctx,
  params: Readonly<Record<string, string | string[] | undefined>>,
): Promise<ErrorFormProps> {
  const [classes, units, tree] = [
    await classChoices(ctx, false),
    await unitChoices(ctx, 'refund.report'),
    await orgTree(ctx),
  ]
  const given = (name: string) => {
    const value = params[name]
    return typeof value === 'string' ? value.slice(0, LONGEST) : undefined
  }
  const number = given('complaint')
  const found = number
    ? await reader(ctx).complaint.findUnique({
        where: { number },
        select: { id: true, number: true, unitId: true },
      })
    : null
  const complaint =
    found && may(ctx, 'complaint.view', tree.unitById(found.unitId).path)
      ? { id: found.id, number: found.number }
      : null
  const home = ctx.actor.kind === 'staff' ? ctx.actor.homeUnitId : null
  const wanted = complaint ? found?.unitId : home
  const unitId = units.find(({ id }) => id === wanted)?.id ?? units[0]?.id ?? ''
  const now = localParts(ctx.clock(), tree.find(unitId)?.timeZone ?? 'Asia/Shanghai')
  return {
    classes,
    units: units.map(({ id, label, timeZone }) => ({ id, label, timeZone })),
    unitId,
    latest: `${now.year}-${two(now.month)}-${two(now.day)}T${two(now.hour)}:${two(now.minute)}`,
    prefill: Object.fromEntries(
      PREFILLED.flatMap((name) => {
        const value = given(name)
        return value === undefined ? [] : [[name, value]]
      }),
    ),
    complaint,
  }
}
