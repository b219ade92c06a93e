// `npm run dev`: the embedded database, the app from its sources, and a worker that restarts when they change.
import { ensureInstalled } from './lib/install.mjs'
import { enableTypeScript, requireNode } from './lib/project.mjs'
import { runUntilStopped } from './lib/stopping.mjs'

requireNode()
await runUntilStopped(async () => {
  await ensureInstalled({ needsDev: true })
  await enableTypeScript()
  const { start } = await import('./run/start.ts')
  await start(process.argv.slice(2), { isDevelopment: true })
})
