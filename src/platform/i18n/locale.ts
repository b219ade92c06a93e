import { LOCALES, type Locale } from '@/kernel/text'

export const DEFAULT_LOCALE: Locale = 'zh-CN'
/** Only where nothing names a zone: every time on a screen is formatted with the branch's own. */
export const FALLBACK_TIME_ZONE = 'Asia/Shanghai'
/** Cookie that holds the reader's choice of language. */
export const LOCALE_COOKIE = 'locale'

export function isLocale(value: string | null | undefined): value is Locale {
  return LOCALES.some((locale) => locale === value)
}

/**
 * Language of a request: the reader's own choice, else the best match of `Accept-Language`, else Simplified
 * Chinese. Chinese of Taiwan, Hong Kong and Macau, or marked Hant, is read in Traditional characters.
 */
export function pickLocale(
  cookie: string | null | undefined,
  acceptLanguage: string | null | undefined,
): Locale {
  if (isLocale(cookie)) return cookie
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part, index) => {
      const [tag = '', ...params] = part.trim().toLowerCase().split(';')
      const quality = params.map((param) => /^\s*q=([\d.]+)/.exec(param)?.[1]).find(Boolean)
      return { tag, quality: quality === undefined ? 1 : Number(quality), index }
    })
    .filter(({ tag, quality }) => tag !== '' && quality > 0)
    .sort((a, b) => b.quality - a.quality || a.index - b.index)
  for (const { tag } of wanted) {
    const match = localeOfTag(tag)
    if (match) return match
  }
  return DEFAULT_LOCALE
}

function localeOfTag(tag: string): Locale | null {
  if (/^zh\b/.test(tag)) return /hant|-tw|-hk|-mo/.test(tag) && !tag.includes('hans') ? 'zh-TW' : 'zh-CN'
  if (/^en\b/.test(tag)) return 'en'
  return null
}
