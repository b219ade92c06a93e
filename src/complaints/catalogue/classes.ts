import type { ComplaintClass } from '../rules/complaint-class'
import classes from './classes.json'

/** The two-level tree of classes, in the order of the picklist; the shape is held by a test. */
export const COMPLAINT_CLASSES = classes as readonly ComplaintClass[]

const byCode = new Map(COMPLAINT_CLASSES.map((each) => [each.code, each]))

/** The class of that code, or undefined. */
export const classByCode = (code: string): ComplaintClass | undefined => byCode.get(code)
