/** The engine's use cases, in one place for the rooms above. */
export { checkFigures, enqueueRecompute, foldFigures } from './service/figures'
export { checkRebuild, rebuild } from './service/rebuild'
export {
  firstDueAt,
  type GatePreview,
  lockSubject,
  type NewFact,
  nextDueOf,
  previewGates,
  type Recorded,
  recordFacts,
  recordFactsBulk,
  type Subject,
} from './service/record'
export { recomputeCalendar, rejudge } from './service/rejudge'
export { type SweepCount, sweepAll, sweepOnce } from './service/sweep'
export { type WaiveInput, waiveObligation } from './service/waive'
