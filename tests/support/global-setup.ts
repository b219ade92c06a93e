import type { TestProject } from 'vitest/node'
import { createTemplate, startTestCluster, type TestCluster, type TestPostgres } from './cluster'

declare module 'vitest' {
  interface ProvidedContext {
    testPostgres: TestPostgres
  }
}

/** The projects of one run share one cluster; the last one to end stops it. */
interface Shared {
  starting: Promise<TestCluster>
  users: number
}
const holder: { jiannuoTestCluster?: Shared } = globalThis as { jiannuoTestCluster?: Shared }

async function startMigrated(): Promise<TestCluster> {
  const cluster = await startTestCluster()
  try {
    await createTemplate(cluster)
  } catch (error) {
    await cluster.stop()
    throw error
  }
  return cluster
}

/** Starts the Postgres of the run before the first test file and tells the test processes where it is. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  holder.jiannuoTestCluster ??= { starting: startMigrated(), users: 0 }
  const shared = holder.jiannuoTestCluster
  shared.users++
  const cluster = await shared.starting
  project.provide('testPostgres', cluster.postgres)
  return async () => {
    shared.users--
    if (shared.users > 0) return
    delete holder.jiannuoTestCluster
    await cluster.stop()
  }
}
