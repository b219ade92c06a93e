// `npm run --silent jiannuo -- <command>`: the command line for operators.
//
// Settings come from the environment and .env; without DATABASE_URL, those of the app that `npm start` runs from
// this folder are taken. Commands that need no database work without any.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { enableTypeScript, projectFolder, requireNode, runMain } from './lib/project.mjs'

requireNode()
await runMain(async () => {
  if (!existsSync(join(projectFolder, 'node_modules', 'tsx'))) {
    console.error('The packages are not installed yet. Run: npm ci')
    process.exit(1)
  }
  await enableTypeScript()
  if (!existsSync(join(projectFolder, 'src', 'platform', 'db', 'generated', 'client.ts'))) {
    const { generate } = await import('./prepare/generate.ts')
    await generate()
  }
  const { loadDotEnv } = await import('./run/settings.ts')
  const { readRunning } = await import('./run/running.ts')
  loadDotEnv()
  if (!process.env.DATABASE_URL) Object.assign(process.env, readRunning()?.settings ?? {})
  await import('../src/cli/main.ts')
})
