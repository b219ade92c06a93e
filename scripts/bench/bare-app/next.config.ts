import type { NextConfig } from 'next'

const config: NextConfig = {
  poweredByHeader: false,
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['pg'],
  // The packages are those of the project around this folder.
  ...(process.env.BENCH_PROJECT_FOLDER ? { turbopack: { root: process.env.BENCH_PROJECT_FOLDER } } : {}),
}

export default config
