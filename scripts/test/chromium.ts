import { existsSync } from 'node:fs'
import { CommandFailed, runForOutcome, runQuietly } from '../lib/command.mjs'
import { programOf } from '../lib/project.mjs'

const systemChromium = '/usr/bin/chromium'

/**
 * Makes sure there is a Chromium and a font with Chinese characters: Debian's packages where we are root, otherwise
 * Playwright's own browser.
 */
export async function ensureChromium(): Promise<void> {
  const missing = [
    ...(existsSync(systemChromium) ? [] : ['chromium']),
    ...((await hasChineseFont()) ? [] : ['fonts-noto-cjk']),
  ]
  if (missing.length === 0) return
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    await runQuietly('apt-get update', 'apt-get', ['update', '-q'], { env })
    await runQuietly(
      'apt-get install',
      'apt-get',
      ['install', '-y', '-q', '--no-install-recommends', ...missing],
      {
        env,
      },
    )
    return
  }
  // Without the font the journeys still run; only the pictures show boxes.
  if (!missing.includes('chromium')) return
  const browser = await runForOutcome(process.execPath, [
    programOf('@playwright/test', 'playwright'),
    'install',
    'chromium',
  ])
  if (browser.code !== 0) {
    throw new CommandFailed('Getting Chromium (install Debian’s package "chromium" instead)', browser.output)
  }
}

async function hasChineseFont(): Promise<boolean> {
  if (process.platform !== 'linux') return true
  const listed = await runForOutcome('fc-list', [':lang=zh', 'family']).catch(() => undefined)
  return listed !== undefined && listed.code === 0 && listed.output.trim() !== ''
}
