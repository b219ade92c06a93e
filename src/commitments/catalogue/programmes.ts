import type { ProgrammeSeed } from '../rules/catalogue-types'
import { programmeSeedSchema } from '../schema'
import bj from './bj.json'
import br from './br.json'
import cd from './cd.json'
import sh from './sh.json'
import zz from './zz.json'

/** The five published programmes a carrier can start from, read and checked once. */
export const PROGRAMMES: readonly ProgrammeSeed[] = [zz, bj, cd, br, sh].map((data) =>
  programmeSeedSchema.parse(data),
)

/** The programme of that code (`ZZ`, `BJ`, `CD`, `BR`, `SH`), or undefined. */
export function programmeByCode(code: string): ProgrammeSeed | undefined {
  return PROGRAMMES.find((programme) => programme.code === code)
}
