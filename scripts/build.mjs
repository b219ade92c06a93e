// `npm run build`: everything the production parts need, built when it is stale.
import { ensureInstalled } from './lib/install.mjs'
import { enableTypeScript, requireNode, runMain } from './lib/project.mjs'

requireNode()
await runMain(async () => {
  await ensureInstalled()
  await enableTypeScript()
  const { ensureGenerated } = await import('./prepare/generate.ts')
  const { ensureBuilt } = await import('./prepare/build.ts')
  await ensureGenerated()
  await ensureBuilt()
  console.log('  The app is built.')
})
