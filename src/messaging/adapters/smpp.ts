import smpp, { type Pdu, type Session, type ShortMessage } from 'smpp'
import { createLog } from '@/platform/log'
import { isPermanent, isReceipt, readReceipt, referenceOf, smppNumber, smppParts } from '../rules/smpp'
import type { MessageAdapter, OutgoingMessage, SendOutcome } from './adapter'

const log = createLog('smpp')

export type SmppSettings = {
  /** `smpp://` or `ssmpp://` with host and port. */
  readonly url: string
  readonly systemId: string
  readonly password: string
  /** Number or name the messages come from; answers go there. */
  readonly sender: string
  readonly perSecond: number | null
}

/** What comes from the provider. A rejected promise makes it send the same again. */
export type ProviderEvents = {
  readonly onReport: (report: {
    readonly providerId: string
    readonly state: 'delivered' | 'undelivered'
    readonly errorCode: string | null
    /** Number of the phone, and the reference of the attempt where the provider gives it back. */
    readonly phone: string
    readonly reference: number | null
  }) => Promise<void>
  readonly onIncoming: (incoming: {
    readonly providerId: string | null
    readonly from: string
    readonly to: string
    readonly text: string
  }) => Promise<void>
}

/** Times in ms; tests take shorter ones. */
export type SmppTimes = {
  readonly answerMs: number
  readonly enquireEveryMs: number
  readonly firstReconnectMs: number
  readonly longestReconnectMs: number
}

const TIMES: SmppTimes = {
  answerMs: 30_000,
  enquireEveryMs: 30_000,
  firstReconnectMs: 500,
  longestReconnectMs: 60_000,
}
const WINDOW = 20
const ESME_ROK = 0
/** Temporary failure of ours: the provider delivers again. */
const ESME_RX_T_APPN = 0x64

/**
 * SMPP 3.4 as a transceiver: keeps one bound connection, tested by enquire_link and opened again with growing pauses.
 * Not idempotent: SMPP knows no key by which a provider recognises a message it has.
 */
export function smppAdapter(
  settings: SmppSettings,
  events: ProviderEvents,
  times: SmppTimes = TIMES,
): MessageAdapter {
  let session: Session | null = null
  let [isBound, isClosed] = [false, false]
  let failures = 0
  let reconnect: NodeJS.Timeout | undefined
  /** Ends the wait of everything that is under way on the connection. */
  const waiting = new Set<() => void>()

  const connect = (): void => {
    if (isClosed) return
    const made = smpp.connect({ url: settings.url })
    session = made
    let enquire: NodeJS.Timeout | undefined
    made.on('error', (error: NodeJS.ErrnoException) => {
      log.warn('connection failed', { reason: error.code ?? error.message })
      made.destroy()
    })
    made.on('close', () => {
      clearInterval(enquire)
      if (session !== made) return
      session = null
      isBound = false
      for (const end of waiting) end()
      failures += 1
      if (isClosed) return
      const pauseMs = Math.min(times.longestReconnectMs, times.firstReconnectMs * 2 ** (failures - 1))
      reconnect = setTimeout(connect, pauseMs)
    })
    const bind = async () => {
      const { systemId: system_id, password } = settings
      const answer = await ask(made, (done) =>
        made.bind_transceiver({ system_id, password, system_type: '' }, done),
      )
      if (answer?.command_status !== ESME_ROK) {
        log.error('bind refused', { status: answer?.command_status ?? null })
        made.destroy()
        return
      }
      isBound = true
      failures = 0
      log.info('bound', {})
      enquire = setInterval(() => {
        void ask(made, (done) => made.enquire_link({}, done)).then((alive) => {
          if (!alive) made.destroy()
        })
      }, times.enquireEveryMs)
    }
    made.on(settings.url.startsWith('ssmpp:') ? 'secureConnect' : 'connect', () => void bind())
    made.on('enquire_link', (pdu: Pdu) => made.send(pdu.response()))
    made.on('unbind', (pdu: Pdu) => {
      made.send(pdu.response())
      made.close()
    })
    made.on('deliver_sm', (pdu: Pdu) => {
      void take(pdu, events).then(
        () => made.send(pdu.response()),
        (error: unknown) => {
          log.error('what the provider sent could not be taken', { error })
          made.send(pdu.response({ command_status: ESME_RX_T_APPN }))
        },
      )
    })
  }

  /** The answer to a request; null when the connection ended or the provider stayed silent. */
  const ask = (on: Session, request: (answer: (pdu: Pdu) => void) => boolean): Promise<Pdu | null> =>
    new Promise((resolve) => {
      const finish = (pdu: Pdu | null) => {
        clearTimeout(timer)
        waiting.delete(end)
        resolve(pdu)
      }
      const end = () => finish(null)
      const timer = setTimeout(end, times.answerMs)
      waiting.add(end)
      if (session !== on || !request(finish)) end()
    })

  const send = async (message: OutgoingMessage): Promise<SendOutcome> => {
    const on = session
    if (!on || !isBound) return { kind: 'not_tried', errorCode: 'no_connection' }
    const reference = referenceOf(message.attemptId)
    const providerIds: string[] = []
    for (const part of smppParts(message.text, reference)) {
      const answer = await ask(on, (done) =>
        on.submit_sm(
          {
            source_addr: settings.sender,
            source_addr_ton: /^\d+$/.test(settings.sender) ? 3 : 5,
            source_addr_npi: /^\d+$/.test(settings.sender) ? 1 : 0,
            destination_addr: smppNumber(message.to),
            dest_addr_ton: 1,
            dest_addr_npi: 1,
            registered_delivery: 1,
            data_coding: part.dataCoding,
            esm_class: part.hasHeader ? 0x40 : 0,
            short_message: Buffer.from(part.bytes),
            user_message_reference: reference,
          },
          done,
        ),
      )
      if (!answer) return { kind: 'unsure', errorCode: 'no_answer' }
      if (answer.command_status !== ESME_ROK) {
        const errorCode = `smpp_${answer.command_status.toString(16).padStart(2, '0')}`
        return { kind: 'refused', permanent: isPermanent(answer.command_status), errorCode }
      }
      providerIds.push(answer.message_id ?? '')
    }
    return { kind: 'accepted', providerIds }
  }

  connect()
  return {
    name: 'smpp',
    channels: ['sms'],
    perSecond: settings.perSecond,
    isIdempotent: false,
    window: WINDOW,
    send,
    close: async () => {
      isClosed = true
      clearTimeout(reconnect)
      const open = session
      if (!open) return
      if (isBound) await ask(open, (done) => open.unbind({}, done))
      await new Promise<void>((resolve) => {
        if (open.socket.destroyed) resolve()
        else open.destroy(() => resolve())
      })
    },
  }
}

/** A receipt or an answer of a customer. */
async function take(pdu: Pdu, events: ProviderEvents): Promise<void> {
  const text = textOf(pdu.short_message) || textOf(pdu.message_payload)
  const from = pdu.source_addr ?? ''
  if (!isReceipt(pdu.esm_class ?? 0)) {
    await events.onIncoming({ providerId: null, from, to: pdu.destination_addr ?? '', text })
    return
  }
  const receipt = readReceipt({
    text,
    ...(pdu.receipted_message_id === undefined ? {} : { receiptedMessageId: pdu.receipted_message_id }),
    ...(pdu.message_state === undefined ? {} : { messageState: pdu.message_state }),
  })
  if (!receipt) log.warn('a receipt that cannot be read', {})
  else if (receipt.state !== null) {
    const { providerId, state, errorCode } = receipt
    const reference = pdu.user_message_reference ?? null
    await events.onReport({ providerId, state, errorCode, phone: from, reference })
  }
}

function textOf(short: ShortMessage | undefined): string {
  const message = short?.message
  return typeof message === 'string' ? message : message ? Buffer.from(message).toString('latin1') : ''
}
