import type { AbstractIntlMessages } from 'next-intl'

/** Texts of one language and the address of the script that brings them to a browser. */
export type ClientTexts = { readonly href: string; readonly messages: AbstractIntlMessages }

declare global {
  /** Texts by the address of their script: filled by that script in a browser, by `clientTexts` on the server. */
  var jiannuoTexts: Record<string, AbstractIntlMessages> | undefined
}

/** Puts texts where client components find them when they are rendered on the server; the ones before them go. */
export function holdTexts({ href, messages }: ClientTexts, before?: string): void {
  globalThis.jiannuoTexts ??= {}
  const shelf = globalThis.jiannuoTexts
  shelf[href] = messages
  if (before !== undefined && before !== href) delete shelf[before]
}

/** The texts of that script if they are here; in a browser they are not yet after the language was changed in place. */
export const heldTexts = (href: string): AbstractIntlMessages | undefined => globalThis.jiannuoTexts?.[href]

const loading = new Map<string, Promise<AbstractIntlMessages>>()

/** Brings the texts of that script into the browser. @throws Error when the script cannot be had */
export function fetchTexts(href: string): Promise<AbstractIntlMessages> {
  const known = loading.get(href)
  if (known) return known
  const asked = new Promise<AbstractIntlMessages>((resolve, reject) => {
    const fail = () => {
      loading.delete(href)
      reject(new Error(`The texts did not come: ${href}`))
    }
    const script = document.createElement('script')
    script.src = href
    script.onload = () => {
      const texts = heldTexts(href)
      if (texts) resolve(texts)
      else fail()
    }
    script.onerror = fail
    document.head.append(script)
  })
  loading.set(href, asked)
  return asked
}
