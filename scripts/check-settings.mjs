// Checks the settings of the web process and prints where it listens, as JSON. `npm run serve` asks it, so that the
// web process itself loads nothing but Next.
import { enableTypeScript, runMain } from './lib/project.mjs'

await runMain(async () => {
  await enableTypeScript()
  const { requireSettings } = await import('./run/settings.ts')
  requireSettings('web')
  const { webSettings } = await import('../src/platform/env.ts')
  console.log(JSON.stringify(webSettings()))
})
