/** The UTC day of an instant; floors change on days, so an hour more or less does not matter. */
export const isoDay = (instant: Date): string => instant.toISOString().slice(0, 10)
