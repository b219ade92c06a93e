// `npm run generate`: the database client from prisma/schema.prisma, without a network.
import { step } from './lib/progress.mjs'
import { enableTypeScript, requireNode, runMain } from './lib/project.mjs'

requireNode()
await runMain(async () => {
  await enableTypeScript()
  const { generate } = await import('./prepare/generate.ts')
  await step('Generating the database client', generate)
})
