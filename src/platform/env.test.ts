import { describe, expect, it } from 'vitest'
import { checkSettings, SettingsError, settings } from './env'

const complete = {
  DATABASE_URL: 'postgresql://jiannuo:secret@localhost:5432/jiannuo',
  NEXTAUTH_SECRET: 'x'.repeat(32),
  NEXTAUTH_URL: 'http://localhost:3000',
  JIANNUO_DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
  JIANNUO_FILES_DIR: '/var/lib/jiannuo/files',
}

function messageOf(part: Parameters<typeof checkSettings>[0], source: Record<string, string>): string {
  try {
    checkSettings(part, source)
  } catch (error) {
    if (error instanceof SettingsError) return error.message
    throw error
  }
  return ''
}

describe('settings', () => {
  it('accepts a complete set', () => {
    expect(messageOf('web', complete)).toBe('')
  })

  it('names every missing setting at once, each with an example', () => {
    const message = messageOf('web', {})
    for (const name of Object.keys(complete)) {
      expect(message).toContain(`${name} is missing`)
      expect(message).toContain(`Example: ${name}=`)
    }
    expect(message).toContain('5 settings need attention')
  })

  it('asks each part only for what it needs', () => {
    expect(messageOf('migrate', { DATABASE_URL: complete.DATABASE_URL })).toBe('')
    expect(messageOf('worker', { ...complete, NEXTAUTH_SECRET: '' })).toBe('')
  })

  it.each([
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['NEXTAUTH_SECRET', 'short'],
    ['NEXTAUTH_URL', 'localhost:3000'],
    ['JIANNUO_DATA_KEY', Buffer.alloc(31).toString('base64')],
    ['JIANNUO_FILES_DIR', 'files'],
    ['PORT', '70000'],
    ['LOG_LEVEL', 'loud'],
    ['SMTP_URL', 'mail.example.cn'],
    ['JIANNUO_DB_POOL', '1.5'],
    ['JIANNUO_SMPP_URL', 'smpp://smsc.internal:2775'],
    ['JIANNUO_SMS_GATEWAY_URL', 'sms.example.cn'],
    ['JIANNUO_SMS_GATEWAY_SECRET', 'short'],
    ['JIANNUO_SMS_SENDER', '1'],
    ['JIANNUO_SMS_PER_SECOND', '0'],
    ['JIANNUO_SIMULATOR', 'yes'],
  ])('refuses a malformed %s', (name, value) => {
    const message = messageOf('web', { ...complete, [name]: value })
    expect(message).toContain(`${name} must`)
    expect(message).toContain(`Example: ${name}=`)
  })

  it('wants one way out for text messages, whole, and no simulator beside it', () => {
    const smpp = { JIANNUO_SMPP_URL: 'smpp://user:secret@smsc:2775' }
    const gateway = {
      JIANNUO_SMS_GATEWAY_URL: 'https://sms.example.cn/v1',
      JIANNUO_SMS_GATEWAY_KEY: 'k-0123456789',
      JIANNUO_SMS_GATEWAY_SECRET: 's'.repeat(32),
    }
    expect(messageOf('worker', { ...complete, ...smpp })).toBe('')
    expect(messageOf('worker', { ...complete, ...gateway })).toBe('')
    expect(messageOf('worker', { ...complete, ...gateway, JIANNUO_SMS_GATEWAY_KEY: '' })).toContain(
      'JIANNUO_SMS_GATEWAY_KEY is missing',
    )
    expect(messageOf('worker', { ...complete, ...smpp, ...gateway })).toContain('choose one of them')
    expect(messageOf('worker', { ...complete, ...smpp, JIANNUO_SIMULATOR: '1' })).toContain(
      'JIANNUO_SIMULATOR is 1 while messages are really sent',
    )
  })

  it('wants both mail settings or none', () => {
    expect(messageOf('web', { ...complete, SMTP_URL: 'smtp://mail:25' })).toContain('SMTP_FROM is missing')
    expect(messageOf('web', { ...complete, SMTP_FROM: 'a@b.cn' })).toContain('SMTP_URL is missing')
  })

  it('shows no value in a message, because values are secrets', () => {
    expect(messageOf('web', { ...complete, JIANNUO_DATA_KEY: 'my-secret-value' })).not.toContain(
      'my-secret-value',
    )
  })

  it('gives each setting an example of its own shape', () => {
    for (const setting of settings) {
      // Of a secret the example is the command that makes one, so that nobody runs with the example.
      if (setting.example.includes('openssl')) continue
      expect(setting.shape.safeParse(setting.example).success, setting.name).toBe(true)
    }
  })
})
