import type { LocalText } from '@/kernel/text'
import type { MessageChannel, Placeholder } from '../rules/template'
import { CONSENT_TEMPLATES } from './consent-templates'
import { NOTICE_TEMPLATES } from './notice-templates'
import { RECONCILIATION_TEMPLATES } from './reconciliation-templates'
import { REFUND_TEMPLATES } from './refund-templates'

/** A template delivered with the product; its version 1 counts as approved. */
export type CatalogueTemplate = {
  readonly code: string
  readonly channel: MessageChannel
  readonly name: LocalText
  readonly placeholders: readonly Placeholder[]
  readonly texts: LocalText
}

/** Every template of every room. A room adds its own in its file; the rest is data in the database. */
export const CATALOGUE_TEMPLATES: readonly CatalogueTemplate[] = [
  ...CONSENT_TEMPLATES,
  ...REFUND_TEMPLATES,
  ...NOTICE_TEMPLATES,
  ...RECONCILIATION_TEMPLATES,
]
