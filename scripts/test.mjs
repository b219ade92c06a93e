// `npm test`: everything that must hold before a change goes in. Ends with `N passed, N failed` alone on a line.
import { ensureInstalled } from './lib/install.mjs'
import { enableTypeScript, requireNode } from './lib/project.mjs'
import { closeAll, stopRequested, watchSignals } from './lib/stopping.mjs'

requireNode([20, 19], 'npm test')
watchSignals()
stopRequested.then(async () => {
  await closeAll()
  process.exit(130)
})
try {
  await ensureInstalled({ needsDev: true })
  await enableTypeScript()
  const { runTests } = await import('./test/run.ts')
  await runTests(process.argv.slice(2))
} catch (error) {
  // Nothing could be tested; the last line says so in the same form.
  console.error(error?.name === 'CommandFailed' ? error.message : error)
  console.log('\n0 passed, 1 failed')
  process.exitCode = 1
}
