import type { Refusal } from '@/kernel/result'
import type { Permission } from '@/organisation/rules/permissions'

/** Everything that can be done to a case after it was logged. */
export const CASE_ACTIONS = [
  'contact',
  'reply',
  'plan',
  'solve',
  'call_back',
  'pause',
  'resume',
  'close',
  'reopen',
  'reassign',
  'route_network',
  'visit',
  'chase',
  'supervise',
  'upgrade',
  'escalate',
  'appeal',
  'answer_appeal',
  'reclassify',
  'link_repeat',
  'mark_legacy',
  'note',
  'attach_file',
  'reveal',
] as const
export type CaseAction = (typeof CASE_ACTIONS)[number]

/** What decides whether an action may happen now. */
export type CaseState = {
  readonly kind: string
  readonly status: string
  readonly repliedAt: Date | null
  readonly solvedAt: Date | null
  readonly appealedAt: Date | null
  readonly isLegacy: boolean
}

/** Actions that also make sense on a closed case. */
const ALSO_WHEN_CLOSED: readonly CaseAction[] = [
  'call_back',
  'reopen',
  'escalate',
  'appeal',
  'answer_appeal',
  'link_repeat',
  'note',
  'attach_file',
  'reveal',
]

/** Why the action is refused in this state; null when it may happen. What a promise forbids, the engine says. */
export function stateRefusal(action: CaseAction, state: CaseState): Refusal | null {
  if (state.status === 'closed' && !ALSO_WHEN_CLOSED.includes(action)) return { code: 'case_closed' }
  switch (action) {
    case 'pause':
      return state.status === 'paused' ? { code: 'already_paused' } : null
    case 'resume':
      return state.status === 'paused' ? null : { code: 'not_paused' }
    case 'close':
      if (state.status === 'paused') return { code: 'close_while_paused' }
      // Praise asks for no answer; everything else is answered before it is closed.
      return state.repliedAt === null && state.kind !== 'praise' ? { code: 'close_without_reply' } : null
    case 'reopen':
      return state.status === 'closed' ? null : { code: 'not_closed' }
    case 'call_back':
      return state.status === 'closed' || state.repliedAt || state.solvedAt
        ? null
        : { code: 'call_back_too_early' }
    case 'answer_appeal':
      return state.appealedAt ? null : { code: 'not_appealed' }
    case 'mark_legacy':
      return state.isLegacy ? { code: 'already_legacy' } : null
    default:
      return null
  }
}

/**
 * Who may: `permission` at the case's unit together with `complaint.handle_any` (managers), or, for `own`, held
 * anywhere by the owner of the case; `first` also by the one who was asked first. `unit`: at the case's unit is enough.
 * `involved`: at the case's unit, or held anywhere by owner or first owner. A permission held at another unit never adds
 * to seeing the case by another role: the auditor of a province who is a clerk of one hall reveals nobody elsewhere.
 */
export type ActionRight = {
  readonly permission: Permission
  readonly by: 'owner_or_manager' | 'owner_first_or_manager' | 'unit' | 'unit_or_first' | 'involved'
}

export const ACTION_RIGHTS: Readonly<Record<CaseAction, ActionRight>> = {
  contact: { permission: 'complaint.handle', by: 'owner_or_manager' },
  reply: { permission: 'complaint.handle', by: 'owner_or_manager' },
  plan: { permission: 'complaint.handle', by: 'owner_or_manager' },
  solve: { permission: 'complaint.handle', by: 'owner_or_manager' },
  call_back: { permission: 'complaint.handle', by: 'owner_first_or_manager' },
  pause: { permission: 'complaint.handle', by: 'owner_or_manager' },
  resume: { permission: 'complaint.handle', by: 'owner_or_manager' },
  close: { permission: 'complaint.close', by: 'owner_or_manager' },
  reopen: { permission: 'complaint.reopen', by: 'owner_first_or_manager' },
  reassign: { permission: 'complaint.assign', by: 'owner_or_manager' },
  route_network: { permission: 'complaint.assign', by: 'owner_or_manager' },
  visit: { permission: 'complaint.handle', by: 'owner_or_manager' },
  chase: { permission: 'complaint.chase', by: 'unit_or_first' },
  supervise: { permission: 'complaint.supervise', by: 'unit' },
  upgrade: { permission: 'complaint.upgrade', by: 'owner_or_manager' },
  escalate: { permission: 'complaint.upgrade', by: 'owner_first_or_manager' },
  appeal: { permission: 'complaint.appeal', by: 'unit' },
  answer_appeal: { permission: 'complaint.appeal', by: 'unit' },
  reclassify: { permission: 'complaint.handle', by: 'owner_or_manager' },
  link_repeat: { permission: 'complaint.handle', by: 'owner_first_or_manager' },
  mark_legacy: { permission: 'complaint.mark_legacy', by: 'unit' },
  note: { permission: 'complaint.handle', by: 'involved' },
  attach_file: { permission: 'complaint.handle', by: 'involved' },
  reveal: { permission: 'complaint.reveal', by: 'involved' },
}

/** The actor's rights as far as this case is concerned. */
export type ActorRights = {
  readonly isOwner: boolean
  readonly isFirstOwner: boolean
  readonly hasAnywhere: (permission: Permission) => boolean
  readonly hasAtUnit: (permission: Permission) => boolean
}

/** Whether the actor may see the case at all; who may not is told that there is none. */
export const maySee = (actor: ActorRights): boolean =>
  actor.isOwner || actor.isFirstOwner || actor.hasAtUnit('complaint.view')

/** Whether a permission reaches the case: at its unit, or held anywhere by who is or was first responsible for it. */
export const isInvolved = (permission: Permission, actor: ActorRights): boolean =>
  actor.hasAtUnit(permission) || ((actor.isOwner || actor.isFirstOwner) && actor.hasAnywhere(permission))

/** Why this person may not do it; null when they may. */
export function rightRefusal(action: CaseAction, actor: ActorRights): Refusal | null {
  const { permission, by } = ACTION_RIGHTS[action]
  const isManager = actor.hasAtUnit(permission) && actor.hasAtUnit('complaint.handle_any')
  const asOwner = actor.isOwner && actor.hasAnywhere(permission)
  const asFirst = actor.isFirstOwner && actor.hasAnywhere('complaint.handle')
  const allowed = {
    owner_or_manager: asOwner || isManager,
    owner_first_or_manager: asOwner || asFirst || isManager,
    unit: actor.hasAtUnit(permission),
    unit_or_first: actor.hasAtUnit(permission) || asFirst,
    involved: isInvolved(permission, actor),
  }[by]
  if (allowed) return null
  return actor.hasAnywhere(permission)
    ? { code: 'not_your_case' }
    : { code: 'not_allowed', params: { permission } }
}
