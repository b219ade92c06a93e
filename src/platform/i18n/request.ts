import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { FALLBACK_TIME_ZONE, LOCALE_COOKIE, pickLocale } from './locale'
import { loadMessages } from './messages'

/**
 * What next-intl needs for one request. The language is not in the path, so an address can be sent to a colleague
 * who reads another script. The time zone here is only a fallback: every time on a screen is formatted with the
 * branch's zone, passed explicitly.
 */
export default getRequestConfig(async () => {
  const [cookieStore, headerList] = await Promise.all([cookies(), headers()])
  const locale = pickLocale(cookieStore.get(LOCALE_COOKIE)?.value, headerList.get('accept-language'))
  return { locale, messages: await loadMessages(locale), timeZone: FALLBACK_TIME_ZONE }
})
