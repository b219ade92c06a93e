import type { Locale } from '@/kernel/text'
import { classByCode } from '../catalogue/classes'

/** Name of a class; the code itself for one the catalogue does not know (old imports). */
export const classLabel = (code: string, locale: Locale): string => classByCode(code)?.name[locale] ?? code
