/** A tone names a colour by meaning; see `styles/state.css`. */
export type Tone = 'overdue' | 'soon' | 'later' | 'ok' | 'running' | 'paused' | 'late' | 'waived' | 'neutral'

/** Names of the symbols in `Sprite`. */
export type ShapeName =
  | 'octagon'
  | 'triangle'
  | 'diamond'
  | 'ring'
  | 'pause'
  | 'check'
  | 'check-square'
  | 'cross-square'
  | 'slash'
  | 'dashed'
  | 'square'
  | 'pen'
  | 'flag'
  | 'clock'
  | 'up'
  | 'up-double'
  | 'loop'
  | 'lock'
  | 'info'
  | 'dash'
  | 'repeat'
  | 'scale'

type StateLook = { readonly tone: Tone; readonly shape: ShapeName }

/** Every state a screen shows: its colour and its shape. Its word is the message `ui.state.<kind>`. */
export const STATE_LOOKS = {
  overdue: { tone: 'overdue', shape: 'octagon' },
  due4h: { tone: 'soon', shape: 'triangle' },
  due24h: { tone: 'later', shape: 'diamond' },
  running: { tone: 'running', shape: 'ring' },
  paused: { tone: 'paused', shape: 'pause' },
  kept: { tone: 'ok', shape: 'check' },
  broken_fulfilled: { tone: 'late', shape: 'check-square' },
  broken_open: { tone: 'overdue', shape: 'cross-square' },
  waived: { tone: 'waived', shape: 'slash' },
  void: { tone: 'neutral', shape: 'dashed' },
  open: { tone: 'running', shape: 'ring' },
  replied: { tone: 'running', shape: 'check' },
  solved: { tone: 'ok', shape: 'check' },
  closed: { tone: 'neutral', shape: 'square' },
  reopened: { tone: 'soon', shape: 'loop' },
  draft: { tone: 'neutral', shape: 'pen' },
  in_review: { tone: 'later', shape: 'clock' },
  published: { tone: 'ok', shape: 'flag' },
  retired: { tone: 'neutral', shape: 'slash' },
  not_measured: { tone: 'neutral', shape: 'dash' },
  provisional: { tone: 'later', shape: 'dashed' },
  upgraded: { tone: 'soon', shape: 'up' },
  escalated: { tone: 'overdue', shape: 'up-double' },
  appealed: { tone: 'overdue', shape: 'scale' },
  legacy: { tone: 'neutral', shape: 'clock' },
  repeat: { tone: 'paused', shape: 'repeat' },
  active: { tone: 'ok', shape: 'check' },
  locked: { tone: 'overdue', shape: 'lock' },
  on_target: { tone: 'ok', shape: 'check' },
  off_target: { tone: 'overdue', shape: 'triangle' },
  small_sample: { tone: 'neutral', shape: 'dashed' },
  done: { tone: 'ok', shape: 'check' },
  failed: { tone: 'overdue', shape: 'cross-square' },
  msg_waiting: { tone: 'running', shape: 'clock' },
  msg_sending: { tone: 'running', shape: 'ring' },
  msg_sent: { tone: 'running', shape: 'check' },
  msg_delivered: { tone: 'ok', shape: 'check' },
  msg_undelivered: { tone: 'overdue', shape: 'cross-square' },
  msg_dead: { tone: 'overdue', shape: 'octagon' },
  msg_unknown: { tone: 'soon', shape: 'triangle' },
  msg_withdrawn: { tone: 'neutral', shape: 'slash' },
  info: { tone: 'running', shape: 'info' },
  success: { tone: 'ok', shape: 'check' },
  warning: { tone: 'soon', shape: 'triangle' },
  error: { tone: 'overdue', shape: 'octagon' },
} as const satisfies Record<string, StateLook>

export type StateKind = keyof typeof STATE_LOOKS
