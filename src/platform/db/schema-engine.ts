import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as engineGlue from '@prisma/schema-engine-wasm/schema_engine_bg'
import type pg from 'pg'

/**
 * Prisma's own schema engine, as WebAssembly. The native one is a download at install time, which closed networks
 * do not allow; this one comes with npm and keeps the same `_prisma_migrations` table, so `prisma migrate deploy`
 * agrees with it.
 */
let loaded = false

function load(): typeof engineGlue.SchemaEngine {
  if (!loaded) {
    const wasmPath = createRequire(import.meta.url)
      .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
      .replace(/\.js$/, '.wasm')
    const instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(wasmPath)), {
      './schema_engine_bg.js': engineGlue as unknown as WebAssembly.ModuleImports,
    })
    engineGlue.__wbg_set_wasm(instance.exports)
    const start = instance.exports.__wbindgen_start
    if (typeof start === 'function') start()
    loaded = true
  }
  return engineGlue.SchemaEngine
}

/**
 * The adapter's `executeScript` splits at every semicolon, which tears functions and triggers apart; the server
 * itself takes a whole script in one query.
 */
class ScriptSafePg extends PrismaPg {
  private readonly pools = new Set<pg.Pool>()

  override async connect() {
    const adapter = await super.connect()
    const pool = adapter.underlyingDriver()
    this.pools.add(pool)
    adapter.executeScript = async (script: string) => {
      await pool.query(script)
    }
    return adapter
  }

  /** The engine leaves its connections open when it is freed. */
  async close(): Promise<void> {
    await Promise.all([...this.pools].filter((pool) => !pool.ending).map((pool) => pool.end()))
  }
}

export type SchemaEngine = engineGlue.SchemaEngine

/** Gives the engine for a database to `work`, and closes it and its connections whatever happens. */
export async function withSchemaEngine<T>(
  url: string,
  schema: string,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  const factory = new ScriptSafePg({ connectionString: url, max: 2, options: '-c TimeZone=UTC' })
  try {
    const engine = await load().new(
      { datamodels: [['schema.prisma', schema]] },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(factory),
    )
    try {
      return await work(engine)
    } finally {
      engine.free()
    }
  } finally {
    await factory.close()
  }
}

/**
 * The SQL that leads from one Prisma schema to another; empty when they describe the same tables.
 * The engine wants a database to talk to even here; it reads and writes nothing in it.
 */
export async function diffSchemas(url: string, from: string | undefined, to: string): Promise<string> {
  const asTarget = (content: string) => ({
    tag: 'schemaDatamodel' as const,
    files: [{ path: 'schema.prisma', content }],
  })
  const result = await withSchemaEngine(url, to, (engine) =>
    engine.diff({
      from: from === undefined ? { tag: 'empty' } : asTarget(from),
      to: asTarget(to),
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    }),
  )
  const sql = result.stdout?.trim() ?? ''
  return sql === '-- This is an empty migration.' ? '' : sql
}
