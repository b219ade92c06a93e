import type { AddressInfo } from 'node:net'
import smpp, { type Pdu, type Session } from 'smpp'

/** A submit_sm as the centre got it. */
export type Submitted = {
  readonly messageId: string
  readonly to: string
  readonly from: string
  readonly text: string
  readonly hasHeader: boolean
  readonly reference: number | undefined
  readonly dataCoding: number | undefined
}

export type SmppPeer = {
  readonly url: string
  readonly submitted: Submitted[]
  /** command_status to answer with: once each, in order; then 0. */
  readonly answers: number[]
  /** While true, messages are taken and no answer is given. */
  silent: boolean
  readonly bound: () => number
  /** How often somebody was bound so far. */
  readonly binds: () => number
  /** Sends a delivery receipt. @returns command_status of the answer */
  readonly receipt: (
    message: Pick<Submitted, 'messageId' | 'to'>,
    state: string,
    more?: Record<string, unknown>,
  ) => Promise<number>
  /** Sends what a customer wrote. @returns command_status of the answer */
  readonly write: (from: string, text: string, more?: Record<string, unknown>) => Promise<number>
  /** Breaks all connections. */
  readonly drop: () => void
  readonly close: () => Promise<void>
}

/** A real SMPP server on the loopback interface. */
export async function startSmppPeer(password = 'secret'): Promise<SmppPeer> {
  const submitted: Submitted[] = []
  const answers: number[] = []
  const bound = new Set<Session>()
  let [count, binds] = [0, 0]
  const centre = crypto.randomUUID().slice(0, 8)
  const peer = { silent: false }
  const server = smpp.createServer((session) => {
    session.on('error', () => undefined)
    session.on('close', () => bound.delete(session))
    session.on('bind_transceiver', (pdu: Pdu) => {
      const isRight = pdu.password === password
      session.send(pdu.response({ command_status: isRight ? 0 : 0x0e }))
      if (!isRight) return
      bound.add(session)
      binds += 1
    })
    session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()))
    session.on('unbind', (pdu: Pdu) => {
      session.send(pdu.response())
      session.close()
    })
    session.on('submit_sm', (pdu: Pdu) => {
      const status = answers.shift() ?? 0
      const messageId = `${centre}-${++count}`
      const short = pdu.short_message
      if (status === 0)
        submitted.push({
          messageId,
          to: pdu.destination_addr ?? '',
          from: pdu.source_addr ?? '',
          text: String(short?.message ?? ''),
          hasHeader: ((pdu.esm_class ?? 0) & 0x40) !== 0,
          reference: pdu.user_message_reference,
          dataCoding: pdu.data_coding,
        })
      if (peer.silent) return
      session.send(pdu.response(status === 0 ? { message_id: messageId } : { command_status: status }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  const deliver = (options: Record<string, unknown>) =>
    new Promise<number>((resolve, reject) => {
      const [session] = bound
      if (!session) reject(new Error('nobody is bound'))
      else session.deliver_sm(options, (answer) => resolve(answer.command_status))
    })
  return Object.assign(peer, {
    url: `smpp://127.0.0.1:${port}`,
    submitted,
    answers,
    bound: () => bound.size,
    binds: () => binds,
    receipt: (message: Pick<Submitted, 'messageId' | 'to'>, state: string, more = {}) =>
      deliver({
        source_addr: message.to,
        destination_addr: '10010',
        esm_class: 4,
        short_message: `id:${message.messageId} sub:001 dlvrd:001 submit date:2603021000 done date:2603021001 stat:${state} err:000 text:`,
        ...more,
      }),
    write: (from: string, text: string, more = {}) =>
      deliver({ source_addr: from, destination_addr: '10010', short_message: text, ...more }),
    drop: () => {
      for (const session of server.sessions) session.destroy()
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        for (const session of [...server.sessions]) session.destroy()
      }),
  })
}
