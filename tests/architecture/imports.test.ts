import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

/** Arrows point one way: a room may import the rooms named here and no others. `docs/architecture.md` says why. */
const PLATFORM = ['kernel', 'platform', 'identity', 'ui', 'organisation'] as const
const LAW = [...PLATFORM, 'calendar', 'commitments', 'notifications'] as const
/** What every room with cases of its own stands on. */
const GROUND = [...LAW, 'obligations', 'customers', 'matters', 'messaging'] as const
const CASE_ROOMS = ['complaints', 'refunds', 'consents', 'notices'] as const

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  platform: ['kernel', 'organisation'],
  ui: ['kernel', 'platform'],
  calendar: PLATFORM,
  commitments: [...PLATFORM, 'calendar'],
  organisation: ['kernel', 'platform', 'identity', 'ui'],
  identity: ['kernel', 'platform', 'ui', 'organisation'],
  notifications: PLATFORM,
  customers: PLATFORM,
  obligations: LAW,
  matters: [...LAW, 'obligations', 'customers'],
  messaging: [...LAW, 'obligations', 'customers', 'matters'],
  complaints: GROUND,
  refunds: GROUND,
  consents: GROUND,
  notices: GROUND,
  reconciliation: [...GROUND, 'refunds', 'consents', 'imports'],
  imports: [...GROUND, 'complaints'],
  flows: [...GROUND, ...CASE_ROOMS, 'reconciliation'],
  dashboards: [...GROUND, ...CASE_ROOMS, 'reconciliation'],
  demo: [...GROUND, ...CASE_ROOMS, 'reconciliation', 'imports', 'flows', 'dashboards'],
  worker: [...GROUND, ...CASE_ROOMS, 'reconciliation', 'imports', 'flows'],
  cli: [...GROUND, ...CASE_ROOMS, 'reconciliation', 'imports', 'flows', 'dashboards', 'demo'],
}

/** Words and arithmetic of times without React; the same text on the server, in the browser and in the worker. */
const PURE_UI = ['ui/format', 'ui/local-parts', 'ui/time-words']

const src = fileURLToPath(new URL('../../src/', import.meta.url))

type Import = { readonly from: string; readonly to: string; readonly isType: boolean }

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return name === 'generated' ? [] : sources(path)
    return /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) ? [path] : []
  })
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g

const imports: readonly Import[] = sources(src).flatMap((path) => {
  const from = relative(src, path)
  return [...readFileSync(path, 'utf8').matchAll(IMPORT)].map((match) => {
    const target = match[2] ?? match[3] ?? ''
    const to = target.startsWith('@/')
      ? target.slice(2)
      : target.startsWith('.')
        ? normalize(join(dirname(from), target))
        : target
    return { from, to, isType: match[1] !== undefined }
  })
})

const roomOf = (path: string) => path.split('/')[0] ?? ''
const isOurs = ({ to }: Import) => roomOf(to) in ALLOWED
/** `rules`, `store`, `service`, `components` ...: the piece of furniture a file belongs to. */
const furnitureOf = (path: string) => (path.split('/')[1] ?? '').replace(/\.tsx?$/, '')
const told = (found: readonly Import[]) => found.map(({ from, to }) => `${from} -> ${to}`)

describe('imports', () => {
  test('every room is known here', () => {
    expect(
      [...new Set(sources(src).map((path) => roomOf(relative(src, path))))].filter(
        (room) => !(room in ALLOWED),
      ),
    ).toEqual([])
  })

  test('the map in docs/architecture.md names every room', () => {
    const map = readFileSync(join(src, '../docs/architecture.md'), 'utf8')
    expect(Object.keys(ALLOWED).filter((room) => !map.includes(`\n  ${room}/`))).toEqual([])
  })

  test('arrows between rooms point one way', () => {
    const wrong = imports.filter(
      (each) =>
        isOurs(each) &&
        roomOf(each.from) !== roomOf(each.to) &&
        !ALLOWED[roomOf(each.from)]?.includes(roomOf(each.to)),
    )
    expect(told(wrong)).toEqual([])
  })

  test('rules are pure: no I/O, no database, no zod, no framework, no clock of their own', () => {
    const isRule = (path: string) => furnitureOf(path) === 'rules'
    const wrong = imports.filter(
      (each) =>
        isRule(each.from) &&
        (isOurs(each)
          ? !each.isType &&
            !['rules', 'catalogue', 'holidays'].includes(furnitureOf(each.to)) &&
            roomOf(each.to) !== 'kernel' &&
            !PURE_UI.includes(each.to)
          : /^(node:(?!crypto)|zod|next|react|pg|@prisma)/.test(each.to)),
    )
    expect(told(wrong)).toEqual([])
    const clocks = sources(src)
      .map((path) => relative(src, path))
      .filter(
        (path) =>
          isRule(path) &&
          /Date\.now\(\)|new Date\(\)|performance\.now/.test(readFileSync(join(src, path), 'utf8')),
      )
    expect(clocks).toEqual([])
  })

  test('components know neither stores nor services, but for their types', () => {
    const wrong = imports.filter(
      (each) =>
        furnitureOf(each.from) === 'components' &&
        !each.isType &&
        isOurs(each) &&
        ['store', 'service'].includes(furnitureOf(each.to)),
    )
    // A type is also imported as `import { type X }`; those name no value.
    const values = wrong.filter(({ from, to }) => !onlyTypes(from, to))
    expect(told(values)).toEqual([])
  })

  test('stores ask no service and no screen', () => {
    const wrong = imports.filter(
      (each) =>
        furnitureOf(each.from) === 'store' &&
        isOurs(each) &&
        !each.isType &&
        ['service', 'actions', 'components', 'queries'].includes(furnitureOf(each.to)),
    )
    expect(told(wrong)).toEqual([])
  })

  test('what the worker and the command line load needs no web framework', () => {
    const wrong = imports.filter(
      (each) =>
        /^(store|service|rules|worker|jobs|loop|commands)$/.test(furnitureOf(each.from)) &&
        /^(next($|\/)|server-only|react$)/.test(each.to) &&
        !/^(ui|identity)\//.test(each.from),
    )
    expect(told(wrong)).toEqual([])
  })

  test('only rooms of the platform read the environment', () => {
    const wrong = sources(src)
      .map((path) => relative(src, path))
      .filter(
        (path) => path !== 'platform/env.ts' && readFileSync(join(src, path), 'utf8').includes('process.env'),
      )
    expect(wrong).toEqual([])
  })

  test('no file is longer than 400 lines, no folder is called utils, nothing lives in src/app', () => {
    const files = sources(src).map((path) => relative(src, path))
    expect(files.filter((path) => readFileSync(join(src, path), 'utf8').split('\n').length > 401)).toEqual([])
    expect(
      files.filter((path) => /(^|\/)(utils|helpers|misc)(\.|\/)/.test(path) || path.startsWith('app/')),
    ).toEqual([])
  })
})

function onlyTypes(from: string, to: string): boolean {
  const text = readFileSync(join(src, from), 'utf8')
  const name = to.split('/').at(-1) ?? ''
  const found = [...text.matchAll(/import\s+\{([^}]*)\}\s+from\s+['"]([^'"]+)['"]/g)].filter((match) =>
    match[2]?.endsWith(`/${name}`),
  )
  return (
    found.length > 0 &&
    found.every((match) =>
      (match[1] ?? '').split(',').every((part) => part.trim() === '' || part.trim().startsWith('type ')),
    )
  )
}
