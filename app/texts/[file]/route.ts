import { route } from '@/identity/guard'
import { refuse } from '@/kernel/result'
import { LOCALES } from '@/kernel/text'
import { clientTexts } from '@/platform/i18n/client-texts'

/** The texts of client components in one language; the address changes with them, so a browser asks once. */
export const GET = route<'public', { file: string }>('public', async ({ params }) => {
  const locale = LOCALES.find((each) => params.file.startsWith(`${each}.`))
  if (!locale || !/^[\w.-]+\.js$/.test(params.file)) return refuse('not_found')
  const texts = await clientTexts(locale)
  const isWanted = texts.href.endsWith(`/${params.file}`)
  return new Response(isWanted ? texts.script : forThisAddress(texts.script, params.file), {
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      // Texts changed since that page was made: it gets the new ones under its address, but not for good.
      'cache-control': isWanted ? 'public, max-age=31536000, immutable' : 'no-store',
    },
  })
})

const forThisAddress = (script: string, file: string): string =>
  script.replace(/^\(globalThis\.jiannuoTexts\?\?=\{\}\)\["[^"]*"\]/, () => {
    return `(globalThis.jiannuoTexts??={})[${JSON.stringify(`/texts/${file}`)}]`
  })
