/**
 * What each text to a customer must state, by the code of its template. A text that would leave an item out is not sent; a
 * template without the gap for it is not approved, because these are its placeholders.
 */
export const MUST_STATE = {
  /** Order 574 of 2006: company, service, tariff, how to cancel. */
  'consent.ask': ['service', 'provider', 'price', 'period', 'until', 'howToCancel'],
  'consent.ask_again': ['service', 'price', 'period', 'until'],
  'consent.which': ['codes'],
  /** SH-11. */
  'consent.activated': ['service', 'provider', 'price', 'period', 'howToCancel'],
  'consent.declined': ['service'],
  'consent.cancelled': ['service'],
  /** BR-13. */
  'consent.fee_reminder': ['service', 'provider', 'price', 'period', 'howToCancel'],
  /** BR-14. */
  'notice.purchase': ['service', 'provider', 'price'],
  /** SH-12: tariff, ways to query; that the number is registered by real name stands in the text itself. */
  'notice.welcome': ['service', 'price', 'period', 'website'],
} as const satisfies Record<string, readonly string[]>

export type ConsentTemplate = keyof typeof MUST_STATE

/** Items a text would leave unsaid: no value, or an empty one. */
export function unsaidItems(
  template: ConsentTemplate,
  params: Readonly<Record<string, unknown>>,
): readonly string[] {
  return MUST_STATE[template].filter((item) => !isSaid(params[item]))
}

const isSaid = (value: unknown): boolean => {
  if (typeof value === 'string') return value.trim() !== ''
  if (typeof value === 'number') return true
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((text) => typeof text === 'string' && text.trim() !== '')
  )
}
