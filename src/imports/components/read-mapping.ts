import type { z } from 'zod'
import { FIELDS } from '../rules/fields'
import type { mappingFormSchema } from '../schema'
import type { MappingFormProps } from './mapping-form'

type Input = Omit<z.input<typeof mappingFormSchema>, 'batchId'>

/** The form as the action takes it; the server believes none of it. Fields of a value carry its place in the list. */
export function mappingOf(form: HTMLFormElement, { values, branches }: MappingFormProps): Input {
  const data = new FormData(form)
  const text = (name: string) => String(data.get(name) ?? '')
  const meanings = (name: 'channel' | 'status' | 'kind') =>
    Object.fromEntries(
      values[name].flatMap(({ key }, index) => {
        const meaning = text(`${name}.${index}`)
        return meaning === '' ? [] : [[key, meaning]]
      }),
    )
  const columns = FIELDS.flatMap((field) => {
    const header = text(`columns.${field}`)
    return header === '' ? [] : [[field, header]]
  })
  const mapping = {
    origin: text('origin'),
    columns: Object.fromEntries(columns),
    encoding: text('encoding') || null,
    delimiter: text('delimiter') || null,
    dateOrder: text('dateOrder'),
    dateWins: text('dateWins'),
    swapSmallDays: data.has('swapSmallDays'),
    channels: meanings('channel'),
    channelWhenEmpty: text('channelWhenEmpty'),
    statuses: meanings('status'),
    kinds: meanings('kind'),
    branchKind: text('branchKind'),
    branches: Object.fromEntries(
      branches.map(({ key, value }, index) => [
        key,
        {
          code: text(`branches.${index}.code`).trim(),
          name: value,
          timeZone: text(`branches.${index}.zone`).trim(),
        },
      ]),
    ),
    timeZone: text('timeZone').trim(),
    owner: text('who') === 'person' ? { who: 'person', staffId: text('staffId') } : { who: text('who') },
  }
  return { unitId: text('unitId'), mapping } as Input
}
