import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { AbstractIntlMessages } from 'next-intl'
import type { Locale } from '@/kernel/text'

const CHECK_EVERY_MS = 1000

type Loaded = { messages: AbstractIntlMessages; stamp: string; checkedAt: number }
const loaded = new Map<Locale, Loaded>()

/**
 * All texts of a locale: every file `messages/<locale>/<namespace>.json` under its namespace.
 * Files are read once; whether one changed on disk is looked up at most once a second, so an edited text shows
 * without a restart and a busy server does no more than one look a second.
 */
export async function loadMessages(locale: Locale): Promise<AbstractIntlMessages> {
  const known = loaded.get(locale)
  const nowMs = performance.now()
  if (known && nowMs - known.checkedAt < CHECK_EVERY_MS) return known.messages

  const folder = path.join(/*turbopackIgnore: true*/ process.cwd(), 'messages', locale)
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  const stats = await Promise.all(files.map((file) => stat(path.join(folder, file))))
  const stamp = files.map((file, index) => `${file}:${stats[index]?.mtimeMs}`).join()
  if (known?.stamp === stamp) {
    known.checkedAt = nowMs
    return known.messages
  }
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')))
  const messages = Object.fromEntries(
    files.map((file, index) => [file.slice(0, -'.json'.length), JSON.parse(texts[index] ?? '{}')]),
  ) as AbstractIntlMessages
  loaded.set(locale, { messages, stamp, checkedAt: nowMs })
  return messages
}
