import { PAUSE_REASONS, type PauseReason, type Rule } from '@/commitments/rules/rule'
import { maskIdentity } from '@/customers/rules/identity'
import type { FactType } from '@/kernel/fact-types'
import type { Refusal } from '@/kernel/result'
import { RefusedError } from '@/kernel/result'
import { mattersOfCustomer } from '@/matters/queries/of-customer'
import { obligationsOf } from '@/obligations/queries'
import { factsForTimeline, obligationHistory } from '@/obligations/queries/timeline'
import { type GatePreview, previewGatesOf } from '@/obligations/service/record'
import { isUnder, type OrgUnit } from '@/organisation/rules/org-tree'
import { orgTree, scopeUnitIds } from '@/organisation/tree'
import { actorId, type Ctx, may, reader } from '@/platform/context'
import { unseal } from '@/platform/crypto'
import {
  type ActorRights,
  CASE_ACTIONS,
  type CaseAction,
  isInvolved,
  maySee,
  rightRefusal,
  stateRefusal,
} from '../rules/case-actions'
import { nextStep, owedFacts } from '../rules/next-step'
import {
  type CasePageRow,
  caseByNumber,
  filesOfCase,
  groupOfCase,
  isOwedByUnits,
  otherCases,
  ownerPeriods,
} from '../store/case-page'
import { maskedCustomer } from './list-row'

/** A case somebody may look at, with the unit it is at. */
export type SeenCase = { readonly row: CasePageRow; readonly unit: OrgUnit }

/**
 * The case of a number, if the reader may see it: their units' cases, their own, those they logged, and those that
 * stand behind a figure of their units though another unit has them now.
 * @throws RefusedError `not_found` otherwise, as if there were none
 */
export async function seeCase(ctx: Ctx, number: string): Promise<SeenCase> {
  const row = await caseByNumber(reader(ctx), number)
  if (!row) throw new RefusedError({ code: 'not_found' })
  const unit = (await orgTree(ctx)).unitById(row.unitId)
  if (maySee(rightsOf(ctx, row, unit)) || row.loggedById === actorId(ctx)) return { row, unit }
  const scope = await scopeUnitIds(ctx, 'complaint.view')
  if (scope !== null && (await isOwedByUnits(reader(ctx), row.id, scope))) return { row, unit }
  throw new RefusedError({ code: 'not_found' })
}

function rightsOf(ctx: Ctx, row: Pick<CasePageRow, 'ownerId' | 'firstOwnerId'>, unit: OrgUnit): ActorRights {
  const me = actorId(ctx)
  return {
    isOwner: me !== null && me === row.ownerId,
    isFirstOwner: me !== null && me === row.firstOwnerId,
    hasAnywhere: (permission) => may(ctx, permission),
    hasAtUnit: (permission) => may(ctx, permission, unit.path),
  }
}

/** An action the reader may take on the case; `refusal` says why not right now. */
export type PossibleAction = {
  readonly action: CaseAction
  readonly refusal: Refusal | null
  /** Facts that gates in force still miss. */
  readonly missing: readonly FactType[]
  /** Some gate may be passed by this person, with a reason. */
  readonly isOverridable: boolean
}

const GATED: Partial<Record<CaseAction, FactType>> = {
  reply: 'complaint.replied',
  plan: 'complaint.planned',
  solve: 'complaint.solved',
  call_back: 'complaint.called_back',
  close: 'complaint.closed',
}

/** Whether the reader holds the role at the unit or above it. */
const holdsRole = ({ actor }: Ctx, role: string, unitPath: string): boolean =>
  actor.kind === 'staff' &&
  actor.grants.some((grant) => grant.role === role && isUnder(unitPath, grant.unitPath))

type ClosedGates = ReadonlyMap<FactType, readonly GatePreview[]>

/** What the reader may do, in the usual order; what their role or the case's owner forbids is left out. */
async function possibleActions(
  ctx: Ctx,
  { row, unit }: SeenCase,
  closing: Promise<ClosedGates>,
): Promise<PossibleAction[]> {
  const rights = rightsOf(ctx, row, unit)
  const allowed = CASE_ACTIONS.filter((action) => rightRefusal(action, rights) === null)
  return Promise.all(
    allowed.map(async (action) => {
      const fact = GATED[action]
      const gates = fact ? ((await closing).get(fact) ?? []) : []
      const mayOverride = (role: string | null) => role !== null && holdsRole(ctx, role, unit.path)
      const refusal = stateRefusal(action, row)
      const params = { owner: row.ownerName, number: row.number }
      return {
        action,
        refusal: refusal && { ...refusal, params: { ...refusal.params, ...params } },
        missing: gates.filter(({ overrideBy }) => !mayOverride(overrideBy)).flatMap((gate) => gate.missing),
        isOverridable: gates.some(({ overrideBy }) => mayOverride(overrideBy)),
      }
    }),
  )
}

const OTHER_CASES = 8
const MATTERS_SHOWN = 6

/** Everything the page of a case shows. */
export async function caseView(ctx: Ctx, number: string) {
  const seen = await seeCase(ctx, number)
  const { row, unit } = seen
  const db = reader(ctx)
  const closing = previewGatesOf(ctx, { type: 'complaint', id: row.id }, Object.values(GATED))
  const [tree, obligations, facts, history, owners, files, others, group, actions, closed, names, matters] =
    await Promise.all([
      orgTree(ctx),
      obligationsOf(ctx, row.id),
      factsForTimeline(ctx, row.id),
      obligationHistory(ctx, row.id),
      ownerPeriods(db, row.id),
      filesOfCase(db, row.id),
      otherCases(db, row, OTHER_CASES),
      groupOfCase(db, row.groupId),
      possibleActions(ctx, seen, closing),
      closing,
      namesInFacts(ctx, row.id),
      mattersOfCustomer(ctx, row.customerId, MATTERS_SHOWN),
    ])
  const unfinished = obligations.filter(
    ({ state, fulfilledAt }) =>
      state === 'OPEN' || state === 'PAUSED' || (state === 'BROKEN' && !fulfilledAt),
  )
  const rules = unfinished.flatMap(({ version, ruleIndex }) => version?.rules[ruleIndex] ?? [])
  return {
    case: row,
    unit,
    unitName: unit.name[ctx.locale],
    intakeUnitName: tree.unitById(row.intakeUnitId).name[ctx.locale],
    timeZone: unit.timeZone,
    now: ctx.clock(),
    customer: customerView(row),
    obligations,
    closedGates: [...closed.values()].flat(),
    nextStep: nextStep(row, owedFacts(rules)),
    pauseReasons: pauseReasonsOf(rules),
    actions,
    facts,
    history,
    staffNames: names,
    owners,
    files,
    others: others.cases.map((other) => ({
      ...other,
      unitName: tree.unitById(other.unitId).name[ctx.locale],
    })),
    othersCount: others.count,
    group,
    matters,
    isOutside: !maySee(rightsOf(ctx, row, unit)) && row.loggedById !== actorId(ctx),
    canWaive: may(ctx, 'obligation.waive', unit.path) && row.ownerId !== actorId(ctx),
    canPrint: mayPrint(ctx, row, unit),
    canReportError: may(ctx, 'refund.report', unit.path),
  }
}
/** Whoever logged a case prints its receipt, also when it went to another branch at once. */
const mayPrint = (ctx: Ctx, row: CasePageRow, unit: OrgUnit): boolean =>
  isInvolved('complaint.print', rightsOf(ctx, row, unit)) ||
  (row.loggedById === actorId(ctx) && may(ctx, 'complaint.print'))

export type CaseView = Awaited<ReturnType<typeof caseView>>

/** Reasons some promise still running on the case accepts for a pause. */
function pauseReasonsOf(rules: readonly Rule[]): PauseReason[] {
  const allowed = rules.flatMap((rule) => (rule.kind === 'deadline' ? (rule.pause?.reasons ?? []) : []))
  return PAUSE_REASONS.filter((reason) => allowed.includes(reason))
}

/** Masked; null when the customer gave no number. */
function customerView(row: CasePageRow) {
  const masked = maskedCustomer(row)
  return (
    masked && {
      ...masked,
      identity: row.identityEnc && maskIdentity(unseal('customer.identity', row.identityEnc)),
    }
  )
}

/** Names of the people facts speak of by id. */
async function namesInFacts(ctx: Ctx, complaintId: string): Promise<Readonly<Record<string, string>>> {
  const rows = await reader(ctx).$queryRaw<{ id: string; name: string }[]>`
    SELECT s.id, s.display_name AS name FROM staff s WHERE s.id::text IN (
      SELECT v.value FROM fact f CROSS JOIN LATERAL jsonb_each_text(f.attrs) v
      WHERE f.subject_id = ${complaintId}::uuid AND v.key IN ('ownerId', 'previousOwnerId'))`
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]))
}
