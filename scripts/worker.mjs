// `npm run worker`: the enforcing process in production. Any number of them may run at once.
import { enableTypeScript, requireNode, runMain } from './lib/project.mjs'

requireNode()
await runMain(async () => {
  await enableTypeScript()
  const { requireSettings } = await import('./run/settings.ts')
  requireSettings('worker')
  await import('../src/worker/main.ts')
})
