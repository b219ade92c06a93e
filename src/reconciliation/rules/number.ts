/** `RC-000012`: how people name a run. */
export const runNumber = (seq: number): string => `RC-${String(seq).padStart(6, '0')}`
/** `CI-000012`: how people name an import of charges. */
export const importNumber = (seq: number): string => `CI-${String(seq).padStart(6, '0')}`
