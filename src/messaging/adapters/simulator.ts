import { MESSAGE_CHANNELS, type MessageChannel } from '../rules/template'
import type { MessageAdapter } from './adapter'

/** No provider at all: every message is with the customer at once, and shown as a small chat in the demonstration. */
export const simulatorAdapter = (channels: readonly MessageChannel[] = MESSAGE_CHANNELS): MessageAdapter => ({
  name: 'simulator',
  channels,
  perSecond: null,
  isIdempotent: true,
  window: 50,
  send: ({ id }) => Promise.resolve({ kind: 'accepted', providerIds: [id], delivered: true }),
  close: () => Promise.resolve(),
})
