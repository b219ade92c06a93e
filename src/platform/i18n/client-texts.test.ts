import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { clientTexts } from './client-texts'
import { heldTexts } from './text-shelf'

const SRC = path.join(import.meta.dirname, '../..')

/** Namespaces a file asks for with `useTranslations('room.part')`. */
const namespacesOf = (source: string): string[] =>
  [...source.matchAll(/\buseTranslations(?:<[^>]*>)?\('([a-z]+)/g)].map(([, namespace]) => namespace ?? '')

const clientFiles = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.tsx'))
  .map((file) => readFileSync(path.join(SRC, file), 'utf8'))
  .filter((source) => source.startsWith("'use client'"))

describe('clientTexts', () => {
  it('holds every namespace client components speak from', async () => {
    const { messages } = await clientTexts('en')
    const wanted = [...new Set(clientFiles.flatMap(namespacesOf))].sort()
    expect(wanted.filter((namespace) => messages[namespace] === undefined)).toEqual([])
  })

  it('is a script that puts the texts where client components find them', async () => {
    const { href, script, messages } = await clientTexts('zh-TW')
    expect(heldTexts(href)).toBe(messages)
    const shelf: { jiannuoTexts?: Record<string, unknown> } = {}
    new Function('globalThis', script)(shelf)
    expect(shelf.jiannuoTexts?.[href]).toEqual(messages)
    expect(href).toMatch(/^\/texts\/zh-TW\.[\w-]{16}\.js$/)
  })
})
