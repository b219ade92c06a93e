import { z } from 'zod'
import type { Floor } from '../rules/catalogue-types'
import { floorSchema } from '../schema'
import floorsCn from './floors-cn.json'

/** China's rules as the register knows them: laws, standards and the pledges of a group. */
export const FLOORS_CN: readonly Floor[] = z.array(floorSchema).parse(floorsCn)

/** Only what binds every carrier; pledges of one group are yardsticks for that group alone. */
export const LEGAL_FLOORS_CN: readonly Floor[] = FLOORS_CN.filter((floor) => floor.basis === 'law')
