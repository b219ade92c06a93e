// Installs the packages when they are missing or not those of package-lock.json.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { npmCommand, runQuietly } from './command.mjs'
import { step } from './progress.mjs'
import { projectFolder } from './project.mjs'

/** @param needsDev true when the packages for tests are needed too */
export async function ensureInstalled({ needsDev = false } = {}) {
  if (isInstalled(needsDev)) return
  await step('Installing packages', async () => {
    const [program, args] = npmCommand('ci', '--no-audit', '--no-fund')
    // Tests need the development packages even where NODE_ENV=production says otherwise.
    await runQuietly('npm ci', program, args, { env: { ...process.env, NODE_ENV: 'development' } })
  })
}

/** npm writes what it installed into node_modules/.package-lock.json; that is compared, so no stamp can lie. */
function isInstalled(needsDev) {
  const installed = packagesIn(join(projectFolder, 'node_modules', '.package-lock.json'))
  const wanted = packagesIn(join(projectFolder, 'package-lock.json'))
  if (!installed || !wanted) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    const found = installed[path]
    if (found) return found.version === entry.version
    return entry.optional || entry.devOptional || entry.peer || (entry.dev && !needsDev)
  })
}

function packagesIn(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined
}
