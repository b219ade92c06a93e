/** Roles people hold at an org unit; each reaches the unit's subtree. */
export const ROLES = [
  'service_staff',
  'hall_manager',
  'branch_manager',
  'executive',
  'quality_officer',
  'social_supervisor',
  'auditor',
  'finance_officer',
  'administrator',
  /** A system of the carrier that calls the interface with a token, such as billing. */
  'billing_system',
] as const
export type Role = (typeof ROLES)[number]

/** Roles of people; the others belong to systems, which get them with their token. */
export type PersonRole = Exclude<Role, 'billing_system'>
export const PERSON_ROLES = ROLES.filter((role): role is PersonRole => role !== 'billing_system')

export const UNIT_KINDS = [
  'carrier',
  'province',
  'city_branch',
  'county_branch',
  'hall',
  'hotline',
  'department',
  'agent',
] as const
export type UnitKind = (typeof UNIT_KINDS)[number]
