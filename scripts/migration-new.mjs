// `npm run migration:new -- <name>`: writes the SQL that leads to the present schema, to be completed by hand.
import { enableTypeScript, requireNode, runMain } from './lib/project.mjs'
import { closeAll } from './lib/stopping.mjs'

requireNode()
await runMain(async () => {
  await enableTypeScript()
  const { writeMigration } = await import('./prepare/new-migration.ts')
  try {
    await writeMigration(process.argv[2])
  } finally {
    await closeAll()
  }
})
