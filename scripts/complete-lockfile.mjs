// Completes package-lock.json after an install from a registry mirror that carries one platform only.
//
// Mirrors on closed networks often lack the native packages of other systems (…-darwin-arm64, …-win32-x64).
// `npm install` then leaves them out of the lock file without a word, and the next `npm ci` refuses the lock
// file as incomplete. The exact version stands in the parent's optionalDependencies and the system in the name,
// so the entry can be written without asking the registry. Run by `npm run lockfile:complete`.
import { readFileSync, writeFileSync } from 'node:fs'

const lockPath = new URL('../package-lock.json', import.meta.url)
const systems = { darwin: 'darwin', linux: 'linux', win32: 'win32', android: 'android', freebsd: 'freebsd' }
const processors = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 's390x', 'wasm32']

/** What npm would have recorded for a native package, read from its name. */
function entryFor(name, version) {
  const words = name.slice(name.lastIndexOf('/') + 1).split('-')
  const cpu = processors.find((each) => words.includes(each))
  const os = Object.keys(systems).find((each) => words.includes(each))
  if (!cpu || (!os && cpu !== 'wasm32')) return undefined
  const libc = words.includes('musl')
    ? ['musl']
    : os === 'linux' && words.includes('gnu')
      ? ['glibc']
      : undefined
  return { version, cpu: [cpu], ...(libc ? { libc } : {}), optional: true, ...(os ? { os: [os] } : {}) }
}

function isResolvable(packages, from, name) {
  for (let base = from; ; base = base.slice(0, base.lastIndexOf('/node_modules/'))) {
    if (packages[`${base}/node_modules/${name}`]) return true
    if (!base.includes('/node_modules/')) return `node_modules/${name}` in packages
  }
}

const lock = JSON.parse(readFileSync(lockPath, 'utf8'))
const added = []
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (!/^\d+\.\d+\.\d+/.test(version) || isResolvable(lock.packages, path, name)) continue
    const native = entryFor(name, version)
    if (!native) continue
    lock.packages[`node_modules/${name}`] = { ...native, ...(entry.dev ? { dev: true } : {}) }
    added.push(`${name}@${version}`)
  }
}
// npm keeps the entries in the order of their paths.
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => (a === b ? 0 : a.localeCompare(b, 'en') < 0 ? -1 : 1)),
)
if (added.length > 0) writeFileSync(lockPath, `${JSON.stringify(lock, null, 2)}\n`)
console.log(
  added.length === 0 ? 'package-lock.json is complete.' : `Added ${added.length}: ${added.join(', ')}`,
)
