import type { Locale } from '@/kernel/text'
import type { ComboboxOption } from '@/ui/combobox-match'
import { COMPLAINT_CLASSES } from '../catalogue/classes'
import { UNCLASSIFIED } from '../rules/complaint-class'

export type ClassOption = ComboboxOption & { readonly isNetwork: boolean }

const squeezed = (pinyin: string) => pinyin.replaceAll(' ', '')

/**
 * Classes for the picklist: found by the name in any script, pinyin, its initials, synonyms and English words. Parents
 * are shown behind, not offered.
 */
export function classOptions(locale: Locale): ClassOption[] {
  const nameOf = new Map(COMPLAINT_CLASSES.map(({ code, name }) => [code, name]))
  return COMPLAINT_CLASSES.filter(({ code, parent }) => parent !== null || code === UNCLASSIFIED).map(
    (each) => ({
      value: each.code,
      label: each.name[locale],
      ...(each.parent ? { detail: nameOf.get(each.parent)?.[locale] ?? '' } : {}),
      keywords: [
        ...new Set(
          [
            ...Object.values(each.name),
            squeezed(each.pinyin),
            each.initials,
            ...each.synonyms.flatMap((word) => [
              word['zh-CN'],
              word['zh-TW'],
              squeezed(word.pinyin),
              word.initials,
            ]),
            // What is left over must not come before the class that is meant.
            ...(each.code.endsWith('.other') ? [] : each.keywords),
          ].map((word) => word.toLowerCase()),
        ),
      ],
      isNetwork: each.isNetwork,
    }),
  )
}
