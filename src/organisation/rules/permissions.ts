import type { Role } from './roles'

/**
 * Who may do what, in one table. A role is held at an org unit and reaches its subtree; a permission is asked for
 * at the unit of the row. The administrator's screen shows this very table.
 */
export const PERMISSIONS = {
  'home.view': [
    'service_staff',
    'hall_manager',
    'branch_manager',
    'executive',
    'quality_officer',
    'social_supervisor',
    'auditor',
    'finance_officer',
    'administrator',
  ],
  'complaint.log': ['service_staff', 'hall_manager', 'branch_manager', 'executive', 'quality_officer'],
  /** Case lists and pages of the unit; owners and first owners always see their own cases. */
  'complaint.view': [
    'service_staff',
    'hall_manager',
    'branch_manager',
    'executive',
    'quality_officer',
    'auditor',
  ],
  /** Reply, plan, solve, pause, close as the owner; managers may for any case of their units. */
  'complaint.handle': ['service_staff', 'hall_manager', 'branch_manager', 'quality_officer'],
  'complaint.handle_any': ['hall_manager', 'branch_manager', 'quality_officer'],
  'complaint.close': ['service_staff', 'hall_manager', 'branch_manager', 'quality_officer'],
  'complaint.assign': ['service_staff', 'hall_manager', 'branch_manager', 'quality_officer'],
  'complaint.chase': ['hall_manager', 'branch_manager', 'executive', 'quality_officer'],
  'complaint.supervise': ['branch_manager', 'executive', 'quality_officer'],
  'complaint.reopen': ['service_staff', 'hall_manager', 'branch_manager', 'quality_officer'],
  'complaint.upgrade': ['service_staff', 'hall_manager', 'branch_manager', 'quality_officer'],
  'complaint.appeal': ['branch_manager', 'quality_officer'],
  'complaint.mark_legacy': ['branch_manager', 'quality_officer'],
  'complaint.reveal': ['service_staff', 'hall_manager', 'branch_manager', 'quality_officer'],
  'complaint.print': ['service_staff', 'hall_manager', 'branch_manager', 'quality_officer'],
  'complaint.export': ['hall_manager', 'branch_manager', 'executive', 'quality_officer', 'auditor'],
  'complaint.import': ['quality_officer', 'administrator'],
  'obligation.explain': [
    'service_staff',
    'hall_manager',
    'branch_manager',
    'executive',
    'quality_officer',
    'social_supervisor',
    'auditor',
    'finance_officer',
  ],
  'obligation.waive': ['branch_manager', 'quality_officer'],
  'dashboard.view': [
    'hall_manager',
    'branch_manager',
    'executive',
    'quality_officer',
    'social_supervisor',
    'auditor',
  ],
  /** Money owed and paid back, and how second confirmations went. */
  'dashboard.money': [
    'hall_manager',
    'branch_manager',
    'executive',
    'quality_officer',
    'social_supervisor',
    'auditor',
    'finance_officer',
  ],
  'dashboard.company': ['executive', 'quality_officer', 'auditor'],
  'group.view': ['branch_manager', 'executive', 'quality_officer', 'auditor'],
  'group.manage': ['quality_officer'],
  /** Billing errors and refunds: report, check (verify or reject), approve, pay; nobody approves their own. */
  'refund.view': [
    'service_staff',
    'hall_manager',
    'branch_manager',
    'executive',
    'quality_officer',
    'finance_officer',
    'auditor',
  ],
  'refund.report': ['service_staff', 'hall_manager', 'branch_manager', 'quality_officer', 'finance_officer'],
  'refund.check': ['branch_manager', 'quality_officer', 'finance_officer'],
  'refund.approve': ['branch_manager', 'executive'],
  'refund.batch': ['quality_officer', 'finance_officer'],
  'refund.pay': ['finance_officer'],
  'refund.configure': ['finance_officer', 'quality_officer'],
  'refund.export': ['branch_manager', 'executive', 'quality_officer', 'finance_officer', 'auditor'],
  /** Call-back of the billing system about payments. */
  'refund.answer_api': ['billing_system'],
  'order.view': [
    'service_staff',
    'hall_manager',
    'branch_manager',
    'executive',
    'quality_officer',
    'finance_officer',
    'auditor',
  ],
  'order.place': ['service_staff', 'hall_manager', 'branch_manager', 'quality_officer'],
  'order.cancel': ['service_staff', 'hall_manager', 'branch_manager', 'quality_officer'],
  'order.print': ['service_staff', 'hall_manager', 'branch_manager', 'quality_officer', 'auditor'],
  'order.configure': ['quality_officer'],
  /** Orders, activations, charges and cancellations from the carrier's systems. */
  'order.api': ['billing_system'],
  'message.view': ['hall_manager', 'branch_manager', 'quality_officer', 'auditor', 'administrator'],
  'message.resend': ['quality_officer', 'administrator'],
  'message.simulate': ['service_staff', 'hall_manager', 'branch_manager', 'quality_officer', 'administrator'],
  'template.view': ['branch_manager', 'executive', 'quality_officer', 'auditor', 'administrator'],
  'template.draft': ['quality_officer'],
  'template.approve': ['executive', 'quality_officer'],
  'bulk.send': ['quality_officer', 'branch_manager'],
  'bulk.approve': ['executive', 'quality_officer'],
  'notice.view': [
    'hall_manager',
    'branch_manager',
    'executive',
    'quality_officer',
    'finance_officer',
    'auditor',
  ],
  'notice.hold': ['hall_manager', 'branch_manager', 'quality_officer'],
  /** How early notices go out, how often a low balance is told. */
  'notice.configure': ['branch_manager', 'quality_officer'],
  'notice.export': ['branch_manager', 'executive', 'quality_officer', 'finance_officer', 'auditor'],
  /** Planned suspensions, balances, contract terms and price changes from the billing system. */
  'notice.api': ['billing_system'],
  'reconciliation.view': ['branch_manager', 'executive', 'quality_officer', 'finance_officer', 'auditor'],
  'reconciliation.run': ['quality_officer', 'finance_officer'],
  'reconciliation.accept': ['quality_officer', 'finance_officer'],
  'reconciliation.api': ['billing_system'],
  /** Access of other systems by token. */
  'token.manage': ['administrator'],
  'commitment.view': [
    'service_staff',
    'hall_manager',
    'branch_manager',
    'executive',
    'quality_officer',
    'social_supervisor',
    'auditor',
    'finance_officer',
    'administrator',
  ],
  'commitment.draft': ['quality_officer', 'administrator'],
  'commitment.publish': ['quality_officer', 'executive'],
  'calendar.view': ['hall_manager', 'branch_manager', 'quality_officer', 'auditor', 'administrator'],
  'calendar.manage': ['administrator'],
  'organisation.view': [
    'hall_manager',
    'branch_manager',
    'executive',
    'quality_officer',
    'auditor',
    'administrator',
  ],
  'organisation.manage': ['administrator'],
  'staff.view': ['hall_manager', 'branch_manager', 'quality_officer', 'auditor', 'administrator'],
  'staff.manage': ['administrator'],
  'permission.view': ['auditor', 'administrator'],
  'audit.view': ['auditor', 'administrator'],
  'notification.own': [
    'service_staff',
    'hall_manager',
    'branch_manager',
    'executive',
    'quality_officer',
    'social_supervisor',
    'auditor',
    'finance_officer',
    'administrator',
  ],
  'account.own': [
    'service_staff',
    'hall_manager',
    'branch_manager',
    'executive',
    'quality_officer',
    'social_supervisor',
    'auditor',
    'finance_officer',
    'administrator',
  ],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof PERMISSIONS

/** A role somebody holds, with the ltree path of the unit it is held at (`HX.HX_ZZ`). */
export type Grant = { readonly role: Role; readonly unitId: string; readonly unitPath: string }

/** Paths whose subtrees the grants open for a permission. */
export function pathsFor(grants: readonly Grant[], permission: Permission): string[] {
  const roles: readonly Role[] = PERMISSIONS[permission]
  return [...new Set(grants.filter((grant) => roles.includes(grant.role)).map((grant) => grant.unitPath))]
}

/** Whether the grants allow the permission at all, or at the unit with that path. */
export function allows(grants: readonly Grant[], permission: Permission, unitPath?: string): boolean {
  const paths = pathsFor(grants, permission)
  if (unitPath === undefined) return paths.length > 0
  return paths.some((path) => unitPath === path || unitPath.startsWith(`${path}.`))
}
