import type { StateKind } from '@/ui/state-kinds'
import type { Verdict } from '../rules/figures'

/** Shape and colour of each verdict. */
export const VERDICT_KINDS: Readonly<Record<Verdict, StateKind>> = {
  on_target: 'on_target',
  off_target: 'off_target',
  small_sample: 'small_sample',
  no_sample: 'not_measured',
}
