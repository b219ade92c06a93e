import type { Ctx } from '@/platform/context'
import { reader } from '@/platform/context'
import { CATALOGUE_TEMPLATES } from '../catalogue/templates'
import { insertCatalogue } from '../store/templates'

/** Puts the delivered templates into the database; what is there already stays as people left it. @returns number added */
export const seedTemplates = (ctx: Ctx): Promise<number> =>
  insertCatalogue(reader(ctx), CATALOGUE_TEMPLATES, ctx.clock())
