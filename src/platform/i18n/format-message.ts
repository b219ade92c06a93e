import { IntlMessageFormat } from 'intl-messageformat'
import { isValidElement, type ReactNode } from 'react'
import { IntlError, IntlErrorCode, type RichTranslationValues } from 'use-intl/core'

/**
 * Words a message of next-intl. Stands in for `use-intl/format-message` (alias in next.config.ts, the place where
 * next-intl puts its own other implementation): that one parses every message anew for each page and compares its
 * formats on every call; here a message is parsed once per process. Messages of ours name no formats of their own.
 */
export default function formatMessage(
  key: string,
  message: unknown,
  values: RichTranslationValues | undefined,
  { locale, timeZone }: { readonly locale: string; readonly timeZone?: string | undefined },
): ReactNode {
  if (typeof message !== 'string') {
    const code = Array.isArray(message) ? IntlErrorCode.INVALID_MESSAGE : IntlErrorCode.INSUFFICIENT_PATH
    throw new IntlError(code, `Message at \`${key}\` is no text.`)
  }
  // Nothing to fill in, nothing escaped, no tag: the text as it is.
  if (!values && !/'[{}<#|']|<|{/.test(message)) return message
  const worded = parsed(key, message, locale, timeZone).format(
    // Its own type knows elements only as results of functions.
    values as Parameters<IntlMessageFormat['format']>[0],
  ) as unknown
  return isValidElement(worded) || Array.isArray(worded) || typeof worded === 'string'
    ? worded
    : String(worded)
}

/** `t.raw` gives the text itself. */
formatMessage.raw = true

/** By language and zone, then by text: a text edited on disk is another text. */
const formats = new Map<string, Map<string, IntlMessageFormat>>()

function parsed(key: string, message: string, locale: string, timeZone = ''): IntlMessageFormat {
  const where = `${locale} ${timeZone}`
  const ofLocale = formats.get(where) ?? new Map<string, IntlMessageFormat>()
  formats.set(where, ofLocale)
  const known = ofLocale.get(message)
  if (known) return known
  try {
    const format = new IntlMessageFormat(message, locale, timeZone === '' ? undefined : inZone(timeZone))
    ofLocale.set(message, format)
    return format
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new IntlError(IntlErrorCode.INVALID_MESSAGE, `Message at \`${key}\`: ${why}`)
  }
}

/** `{at, date, short}` and the like in the page's zone. */
function inZone(timeZone: string) {
  const { date, time } = IntlMessageFormat.formats
  const placed = (styles: typeof date) =>
    Object.fromEntries(Object.entries(styles).map(([name, style]) => [name, { timeZone, ...style }]))
  return { date: placed(date), time: placed(time) }
}
