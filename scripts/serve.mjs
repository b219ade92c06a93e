// `npm run serve`: the web process in production. Needs `npm run build` and the settings.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { programOf, projectFolder, requireNode } from './lib/project.mjs'

requireNode()
process.chdir(projectFolder)
process.env.NODE_ENV = 'production'
process.env.NEXT_TELEMETRY_DISABLED = '1'

const checked = spawnSync(process.execPath, [join(projectFolder, 'scripts', 'check-settings.mjs')], {
  stdio: ['ignore', 'pipe', 'inherit'],
  encoding: 'utf8',
})
if (checked.status !== 0) process.exit(1)
if (!existsSync(join(projectFolder, '.next', 'BUILD_ID'))) {
  console.error('The app is not built yet. Run: npm run build')
  process.exit(1)
}
const { host, port } = JSON.parse(checked.stdout)
process.argv = [process.execPath, programOf('next'), 'start', '-p', String(port), '-H', host]
createRequire(import.meta.url)(programOf('next'))
