'use client'

import { createContext, use } from 'react'

/** Texts by dotted path of the parameter, e.g. `rules.0.limit.amount`. */
export const FieldErrors = createContext<Readonly<Record<string, string>>>({})

/** What is wrong at this parameter, or at one inside it that has no field of its own. */
export const useFieldError = (path: string): string | undefined => use(FieldErrors)[path]
