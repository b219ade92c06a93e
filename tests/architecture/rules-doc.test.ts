import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

/** docs/rules.md names functions and tests; none of them may have gone or changed its name. */
const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const rows = read('docs/rules.md')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| rule |') && !line.startsWith('|---'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, rule = '', , functions = '', tests = '']) => ({ rule, functions, tests }))

const testTexts = ['src', 'tests']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.test\.tsx?$/.test(name))
      .map((name) => read(join(folder, name))),
  )
  .join('\n')
  .replaceAll("\\'", "'")
const migrations = readdirSync(join(root, 'prisma/migrations'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => read(`prisma/migrations/${name}/migration.sql`))
  .join('\n')

const fileOf = (name: string): string | undefined =>
  [name, `src/obligations/${name}`, `src/obligations/rules/${name}`].find((file) =>
    existsSync(join(root, file)),
  )

describe('docs/rules.md', () => {
  it('has rows', () => expect(rows.length).toBeGreaterThan(30))

  it.each(rows)('$rule', ({ functions, tests }) => {
    let source = ''
    for (const [, code = ''] of functions.matchAll(/`([^`]+)`/g)) {
      if (code.endsWith('.ts')) {
        const file = fileOf(code)
        expect(file, `${code} exists`).toBeDefined()
        source = read(file ?? '')
      } else expect(source.includes(code) || migrations.includes(code), `${code} exists`).toBe(true)
    }
    expect(tests).not.toBe('')
    for (const [, quoted = ''] of tests.matchAll(/"([^"]+)"/g)) {
      for (const part of quoted.split('…').map((text) => text.trim()))
        expect(testTexts.includes(part), `a test named "${part}"`).toBe(true)
    }
  })
})
