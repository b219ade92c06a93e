// `npm run bench`: measures the built app against plain SQL and a bare Next app in the same run. See docs/speed.md.
import { ensureInstalled } from './lib/install.mjs'
import { enableTypeScript, requireNode } from './lib/project.mjs'
import { runUntilStopped } from './lib/stopping.mjs'

requireNode()
await runUntilStopped(async () => {
  await ensureInstalled()
  await enableTypeScript()
  const { runBench } = await import('./bench/run.ts')
  await runBench(process.argv.slice(2))
})
