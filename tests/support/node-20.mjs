// Vitest's reporter groups failures with `Map.groupBy`, which Node 20 does not have yet; without it a failing test
// would end the report instead of being shown.
if (!('groupBy' in Map)) {
  Object.defineProperty(Map, 'groupBy', {
    value: (items, keyOf) => {
      const groups = new Map()
      let index = 0
      for (const item of items) {
        const key = keyOf(item, index++)
        groups.set(key, [...(groups.get(key) ?? []), item])
      }
      return groups
    },
  })
}
