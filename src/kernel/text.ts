/** The three scripts every public text is written in. */
export const LOCALES = ['zh-CN', 'zh-TW', 'en'] as const
export type Locale = (typeof LOCALES)[number]
/** One text in three scripts. */
export type LocalText = Readonly<Record<Locale, string>>

/** One text in three scripts, each said by the same function. */
export const inAllLocales = (say: (locale: Locale) => string): LocalText =>
  Object.fromEntries(LOCALES.map((locale) => [locale, say(locale)])) as Record<Locale, string>
