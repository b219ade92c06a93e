import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { LOCALES } from '@/kernel/text'
import { loadMessages } from './messages'

const FOLDER = path.join(import.meta.dirname, '../../../messages')
const namespaces = [...new Set(LOCALES.flatMap((locale) => readdirSync(path.join(FOLDER, locale))))].sort()

/** Every text by its dotted key. */
function textsOf(locale: string, file: string): Map<string, string> {
  const found = new Map<string, string>()
  const walk = (node: unknown, prefix: string) => {
    if (typeof node === 'string') found.set(prefix, node)
    else for (const [key, child] of Object.entries(node ?? {})) walk(child, prefix ? `${prefix}.${key}` : key)
  }
  walk(JSON.parse(readFileSync(path.join(FOLDER, locale, file), 'utf8')), '')
  return found
}

/** Names of the values a text takes, outside plural and select branches. */
const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/\{(\w+)[},]/g)].map((match) => match[1]))].sort()

describe.each(namespaces)('%s', (file) => {
  const [simplified, traditional, english] = LOCALES.map((locale) => textsOf(locale, file))

  it('has the same keys in all three languages', () => {
    const keys = [...(simplified?.keys() ?? [])].sort()
    expect([...(traditional?.keys() ?? [])].sort()).toEqual(keys)
    expect([...(english?.keys() ?? [])].sort()).toEqual(keys)
  })

  it('takes the same values in both Chinese scripts', () => {
    for (const [key, text] of simplified ?? []) {
      expect({ key, values: placeholders(traditional?.get(key) ?? '') }).toEqual({
        key,
        values: placeholders(text),
      })
    }
  })
})

it('loads every namespace under its name, and the same object while nothing changed', async () => {
  const messages = await loadMessages('en')
  expect(Object.keys(messages).sort()).toEqual(namespaces.map((file) => file.replace('.json', '')))
  expect(await loadMessages('en')).toBe(messages)
})
