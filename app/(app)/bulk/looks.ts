import type { BulkState } from '@/messaging/store/bulk'

export const BULK_LOOKS = {
  requested: 'in_review',
  approved: 'published',
  rejected: 'retired',
  sent: 'done',
} as const satisfies Record<BulkState, string>
