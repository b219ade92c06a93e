/** The parts of the package `smpp` that are used here; it comes without types. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events'
  import type { Server as NetServer, Socket } from 'node:net'

  export interface ShortMessage {
    readonly message?: string | Uint8Array
    readonly udh?: readonly Uint8Array[] | Uint8Array
  }
  export interface Pdu {
    readonly command: string
    readonly command_status: number
    readonly sequence_number: number
    readonly system_id?: string
    readonly password?: string
    readonly message_id?: string
    readonly source_addr?: string
    readonly destination_addr?: string
    readonly esm_class?: number
    readonly data_coding?: number
    readonly registered_delivery?: number
    readonly short_message?: ShortMessage
    readonly message_payload?: ShortMessage
    readonly receipted_message_id?: string
    readonly message_state?: number
    readonly user_message_reference?: number
    readonly response: (options?: Readonly<Record<string, unknown>>) => Pdu
  }
  type Answer = (pdu: Pdu) => void
  type Request = (options: Readonly<Record<string, unknown>>, answer?: Answer) => boolean
  export interface Session extends EventEmitter {
    readonly socket: Socket
    readonly send: (pdu: Pdu, answer?: Answer) => boolean
    readonly bind_transceiver: Request
    readonly submit_sm: Request
    readonly deliver_sm: Request
    readonly enquire_link: Request
    readonly unbind: Request
    readonly close: (done?: () => void) => void
    readonly destroy: (done?: () => void) => void
  }
  export interface Server extends NetServer {
    readonly sessions: readonly Session[]
  }
  const smpp: {
    readonly connect: (options: { readonly url: string }) => Session
    readonly createServer: (listener: (session: Session) => void) => Server
  }
  export default smpp
}
