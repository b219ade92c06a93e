import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerAddress } from 'smtp-server'

/** A mail as the server got it, its texts decoded. */
export type ReceivedMail = {
  readonly to: readonly string[]
  readonly headers: Readonly<Record<string, string>>
  /** Bodies by content type: `text/plain`, `text/html`. */
  readonly parts: Readonly<Record<string, string>>
}

export type MailPeer = {
  readonly url: string
  readonly received: ReceivedMail[]
  /** Addresses refused with 550 while they are in the set. */
  readonly refused: Set<string>
  /** Every recipient that was named, refused ones too. */
  readonly asked: string[]
  readonly close: () => Promise<void>
}

/** A real SMTP server on the loopback interface. */
export async function startMailPeer(): Promise<MailPeer> {
  const received: ReceivedMail[] = []
  const asked: string[] = []
  const refused = new Set<string>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onRcptTo: ({ address }: SMTPServerAddress, _session, done) => {
      asked.push(address)
      if (refused.has(address)) {
        done(Object.assign(new Error('no such mailbox'), { responseCode: 550 }))
      } else done()
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      const to = session.envelope.rcptTo.map(({ address }) => address)
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        received.push({ to, ...parse(Buffer.concat(chunks).toString('latin1')) })
        done()
      })
    },
  })
  // Clients that hang up while the test ends are none of its business.
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    refused,
    asked,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function parse(raw: string): Pick<ReceivedMail, 'headers' | 'parts'> {
  const { headers, body } = split(raw)
  const boundary = /boundary="?([^";]+)/.exec(headers['content-type'] ?? '')?.[1]
  const parts = (boundary ? body.split(`--${boundary}`).slice(1, -1) : [raw]).map((part) =>
    split(part.replace(/^\r\n/, '')),
  )
  return {
    headers,
    parts: Object.fromEntries(
      parts.map((part) => [(part.headers['content-type'] ?? '').split(';')[0] ?? '', decodeBody(part)]),
    ),
  }
}

function split(text: string): { headers: Record<string, string>; body: string } {
  const end = text.indexOf('\r\n\r\n')
  const headers: Record<string, string> = {}
  for (const line of text
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')) {
    const colon = line.indexOf(':')
    headers[line.slice(0, colon).toLowerCase()] = decodeWords(line.slice(colon + 1).trim())
  }
  return { headers, body: text.slice(end + 4) }
}

const quotedPrintable = (text: string): Buffer =>
  Buffer.from(
    text
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )

function decodeBody({ headers, body }: { headers: Record<string, string>; body: string }): string {
  switch (headers['content-transfer-encoding']) {
    case 'base64':
      return Buffer.from(body, 'base64').toString('utf8')
    case 'quoted-printable':
      return quotedPrintable(body).toString('utf8')
    default:
      return body
  }
}

/** RFC 2047: `=?UTF-8?B?...?=` and `=?UTF-8?Q?...?=`, neighbours joined. */
const decodeWords = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_whole, kind: string, data: string) =>
      (kind.toUpperCase() === 'B'
        ? Buffer.from(data, 'base64')
        : quotedPrintable(data.replace(/_/g, ' '))
      ).toString('utf8'),
    )
