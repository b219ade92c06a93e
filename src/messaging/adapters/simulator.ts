import type { MessageAdapter } from './adapter'

/** No provider at all: every message is with the customer at once, and shown as a small chat in the demonstration. */
export const simulatorAdapter = (): MessageAdapter => ({
  name: 'simulator',
  channels: ['sms', 'email', 'voice'],
  perSecond: null,
  isIdempotent: true,
  window: 50,
  send: ({ id }) => Promise.resolve({ kind: 'accepted', providerIds: [id], delivered: true }),
  close: () => Promise.resolve(),
})
