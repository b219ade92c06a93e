// `npm start`: from a fresh clone to a running app. Plain Node up to the point where the packages are installed.
import { ensureInstalled } from './lib/install.mjs'
import { enableTypeScript, requireNode } from './lib/project.mjs'
import { runUntilStopped } from './lib/stopping.mjs'

requireNode()
await runUntilStopped(async () => {
  console.log('Jiannuo 践诺')
  await ensureInstalled()
  await enableTypeScript()
  const { start } = await import('./run/start.ts')
  await start(process.argv.slice(2))
})
