// Checks the settings of a part and ends; `npm run serve` asks it so that the web process itself stays lean.
import { enableTypeScript, runMain } from './lib/project.mjs'

await runMain(async () => {
  await enableTypeScript()
  const { requireSettings } = await import('./run/settings.ts')
  requireSettings(process.argv[2] === 'worker' ? 'worker' : 'web')
})
