import type { MatterType } from '@/kernel/fact-types'
import { matterHref } from '@/kernel/matter-href'

/** What a person is told about; each has its words under `notifications.kind.<kind>`. */
export const NOTIFICATION_KINDS = [
  'assigned',
  'chased',
  'supervised',
  'upgraded',
  'step',
  'group_warning',
  'import_done',
  'notice_at_risk',
  'suspended_unproven',
] as const
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number]

/** Values for the message of a kind; never personal data of customers. */
export type NotificationParams = Readonly<Record<string, string | number>>

/** A notification as its reader sees it, before it is put into words. */
export type Told = {
  readonly id: string
  readonly kind: NotificationKind
  readonly params: NotificationParams
  readonly createdAt: Date
  readonly readAt: Date | null
  /** Number of the case it is about, by which its page is found. */
  readonly complaintNumber: string | null
  /** Instead of a case: the matter it is about. */
  readonly matter: { readonly id: string; readonly type: MatterType } | null
  /** Steps of a ladder: what is owed, by when (as the engine has it now) and how it stands. */
  readonly owed: {
    /** Type of the fact that fulfils it; null when the rule names none. */
    readonly fact: string | null
    readonly dueAt: Date | null
    readonly state: string
    readonly fulfilledAt: Date | null
  } | null
  /** Zone of the case's branch, else of the reader's own unit. */
  readonly timeZone: string
}

const SOON_MS = 4 * 3_600_000

/**
 * Whether somebody at the screen is interrupted for it: what is overdue or due within four hours, and what a manager
 * wants now. A case that was assigned and an import that is done can wait until the bell is opened.
 */
export function isUrgent(told: Told, now: Date): boolean {
  switch (told.kind) {
    case 'chased':
    case 'supervised':
    case 'upgraded':
    case 'group_warning':
    case 'notice_at_risk':
    case 'suspended_unproven':
      return true
    case 'step': {
      const dueAt = dueAtOf(told)
      return !isSettled(told) && dueAt !== null && dueAt.getTime() - now.getTime() <= SOON_MS
    }
    case 'assigned':
    case 'import_done':
      return false
  }
}

/** Nothing is owed any more: done, waived or void. */
export const isSettled = ({ owed }: Told): boolean =>
  owed !== null && (owed.fulfilledAt !== null || !['OPEN', 'PAUSED', 'BROKEN'].includes(owed.state))

/** The deadline as it is now; what was written down when the step fired if the obligation has none (paused). */
export function dueAtOf({ owed, params }: Told): Date | null {
  if (owed?.dueAt) return owed.dueAt
  const written = new Date(String(params.dueAt ?? ''))
  return Number.isNaN(written.getTime()) ? null : written
}

/** The page that shows what it is about; null when there is none. */
export function targetOf({ kind, params, complaintNumber, matter }: Told): string | null {
  if (matter) return matterHref(matter.type, matter.id)
  const number = complaintNumber ?? params.number
  if (number !== undefined && number !== null) return `/complaints/${encodeURIComponent(String(number))}`
  if (kind === 'group_warning' && params.groupId)
    return `/groups/${encodeURIComponent(String(params.groupId))}`
  if (kind === 'import_done')
    return params.batchId ? `/imports/${encodeURIComponent(String(params.batchId))}` : '/imports'
  return null
}
