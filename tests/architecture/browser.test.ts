import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/**
 * Settings are read from the environment, which the browser does not have: a component that asks for one says one thing
 * on the server and another in the browser. Whatever reaches the browser is told what it needs.
 */
const root = fileURLToPath(new URL('../../', import.meta.url))
const SERVER_ONLY = ['src/platform/env.ts', 'src/platform/db/client.ts']

const sources = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return name === 'generated' ? [] : sources(path)
    return /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) ? [path] : []
  })

const texts = new Map(
  [...sources(join(root, 'src')), ...sources(join(root, 'app'))].map((path) => [
    path,
    readFileSync(path, 'utf8'),
  ]),
)
const startsWith = (path: string, words: string) => (texts.get(path) ?? '').trimStart().startsWith(words)
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g

function importsOf(path: string): string[] {
  return [...(texts.get(path) ?? '').matchAll(IMPORT)].flatMap(([, isType, named, lazy]) => {
    const target = named ?? lazy ?? ''
    if (isType) return []
    const base = target.startsWith('@/')
      ? join(root, 'src', target.slice(2))
      : target.startsWith('.')
        ? join(dirname(path), target)
        : null
    if (base === null) return []
    const found = [`${base}.ts`, `${base}.tsx`].find((each) => existsSync(each))
    return found ? [found] : []
  })
}

test('nothing that runs in the browser reads settings or the database', () => {
  const wrong: string[] = []
  const cameFrom = new Map<string, string | null>()
  const open = [...texts.keys()].filter((path) => startsWith(path, "'use client'"))
  for (const path of open) cameFrom.set(path, null)
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    // A server action is called, not carried along.
    if (startsWith(path, "'use server'")) continue
    for (const next of importsOf(path)) {
      if (SERVER_ONLY.includes(relative(root, next))) {
        const way: string[] = []
        for (let step: string | null = path; step; step = cameFrom.get(step) ?? null)
          way.unshift(relative(root, step))
        wrong.push([...way, relative(root, next)].join(' -> '))
      } else if (!cameFrom.has(next)) {
        cameFrom.set(next, path)
        open.push(next)
      }
    }
  }
  expect(cameFrom.size).toBeGreaterThan(100)
  expect(wrong).toEqual([])
})
