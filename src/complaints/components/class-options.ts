import type { Locale } from '@/kernel/text'
import type { SelectOption } from '@/ui/select'
import { COMPLAINT_CLASSES } from '../catalogue/classes'
import { classLabel } from './class-label'

/**
 * Classes to filter by, in the order of the picklist: each upper class with all of its own, then those below it.
 * Codes in use that the catalogue does not know (old imports) follow.
 */
export function classOptions(unlisted: readonly string[], locale: Locale): SelectOption[] {
  const known = COMPLAINT_CLASSES.map(({ code, parent, name }) => ({
    value: code,
    label: name[locale],
    group: classLabel(parent ?? code, locale),
  }))
  return [...known, ...unlisted.map((code) => ({ value: code, label: code }))]
}

/** Classes a case may be given. */
export const leafClassOptions = (locale: Locale) =>
  COMPLAINT_CLASSES.filter(({ code, parent }) => parent !== null || code === 'unclassified').map(
    ({ code, parent, name, pinyin, initials, keywords, synonyms }) => ({
      value: code,
      label: name[locale],
      ...(parent ? { detail: classLabel(parent, locale) } : {}),
      keywords: [pinyin.replaceAll(' ', ''), initials, ...keywords, ...synonyms.map((word) => word['zh-CN'])],
    }),
  )
