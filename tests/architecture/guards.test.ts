import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { PERMISSIONS } from '@/organisation/rules/permissions'

/**
 * Nothing that a browser can reach stands without a guard: every page is `page(...)`, every route handler `route(...)`,
 * every server action `action(...)` of src/identity/guard, and each names a permission that exists.
 */
const root = fileURLToPath(new URL('../..', import.meta.url))

/** What anybody may reach, with the reason. */
const PUBLIC: Readonly<Record<string, string>> = {
  'app/(auth)/sign-in/page.tsx': 'people sign in here',
  'app/api/auth/[...nextauth]/route.ts': 'next-auth signs in and out, with its own token against other sites',
  'app/texts/[file]/route.ts': 'words of buttons and forms, the same for everybody',
  'app/api/v1/messages/callback/route.ts': 'the message gateway signs what it tells',
  'src/identity/actions.ts#signOut': 'who is not signed in any more may leave too',
  'src/platform/i18n/actions.ts#setLocale': 'the language is chosen before one signs in',
}

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
}

const read = (file: string): string => readFileSync(join(root, file), 'utf8')
const files = [...filesUnder('app'), ...filesUnder('src')]
const pages = files.filter((file) => /^app\/.*\/?page\.tsx$/.test(file) && !file.startsWith('app/(dev)/'))
const routes = files.filter((file) => /^app\/.*\/route\.tsx?$/.test(file))
const actionFiles = files.filter((file) =>
  /^\s*(?:\/\/.*\n|\/\*[\s\S]*?\*\/\s*)*['"]use server['"]/.test(read(file)),
)

/** What the file asks for in calls of that guard. */
const accessesOf = (source: string, guard: string): string[] =>
  [...source.matchAll(new RegExp(`\\b${guard}(?:<[^(]*>)?\\(\\s*'([^']*)'`, 'g'))].map(
    ([, access]) => access ?? '',
  )

const isKnown = (access: string): boolean => access === 'signed_in' || access in PERMISSIONS

describe('every page', () => {
  it.each(pages)('%s is behind page()', (file) => {
    const source = read(file)
    const accesses = accessesOf(source, 'page')
    expect(source).toMatch(/from '@\/identity\/guard'/)
    expect(source).toMatch(/export default (?:page(?:<|\()|\w+$)/m)
    expect(accesses).not.toEqual([])
    if (PUBLIC[file]) expect(accesses).toEqual(['public'])
    else expect(accesses.filter((access) => !isKnown(access))).toEqual([])
  })
})

describe('every route handler', () => {
  it.each(routes)('%s is behind route()', (file) => {
    if (PUBLIC[file]) return
    const source = read(file)
    expect(source).toMatch(/from '@\/identity\/guard'/)
    const handlers = [
      ...source.matchAll(/export (?:const|async function|function) (GET|POST|PUT|PATCH|DELETE|HEAD)\b(.*)/g),
    ]
    expect(handlers).not.toEqual([])
    for (const [, method, rest] of handlers) expect(`${method}${rest}`).toMatch(/^\w+\s*=\s*route(?:<|\()/)
    expect(accessesOf(source, 'route').filter((access) => !isKnown(access))).toEqual([])
  })
})

describe('every server action', () => {
  it.each(actionFiles)('%s is behind action()', (file) => {
    const source = read(file)
    // Clients made once per file: `const manageStaff = action('staff.manage')`.
    const clients = [...source.matchAll(/const (\w+) = action\(/g)].map(([, name]) => name)
    const guarded = new RegExp(`^(?:action\\(|(?:${clients.join('|') || '$^'})\\b)`)
    for (const [, name = '', made = ''] of source.matchAll(/export const (\w+)\s*=\s*([^\n]*)/g)) {
      if (!PUBLIC[`${file}#${name}`]) expect(made, name).toMatch(guarded)
    }
    for (const [, name = ''] of source.matchAll(/export (?:default )?(?:async )?function\*? (\w+)/g)) {
      expect(PUBLIC[`${file}#${name}`], `${file}#${name} is a bare function`).toBeDefined()
    }
    expect(accessesOf(source, 'action').filter((access) => !isKnown(access))).toEqual([])
  })

  it('stands in a file of its own: no action inside a component', () => {
    const inline = files.filter((file) => /^[ \t]+['"]use server['"]/m.test(read(file)))
    expect(inline).toEqual([])
  })
})

it('the list of what is public names nothing that is gone', () => {
  const gone = Object.keys(PUBLIC).filter((entry) => !files.includes(entry.split('#')[0] ?? ''))
  expect(gone).toEqual([])
})
