// `npm run migrate`: brings the database in DATABASE_URL up to this version.
import { step } from './lib/progress.mjs'
import { enableTypeScript, projectFolder, requireNode, runMain } from './lib/project.mjs'

requireNode()
await runMain(async () => {
  await enableTypeScript()
  const { requireSettings } = await import('./run/settings.ts')
  requireSettings('migrate')
  const { migrateDatabase } = await import('../src/platform/db/migrate.ts')
  await step('Updating the database', async () => {
    const { applied, total } = await migrateDatabase(process.env.DATABASE_URL ?? '', projectFolder)
    return applied.length === 0 ? `up to date, ${total} migrations` : `applied ${applied.join(', ')}`
  })
})
