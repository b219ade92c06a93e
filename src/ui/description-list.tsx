import { Fragment, type ReactNode } from 'react'

export type Description = { readonly term: string; readonly value: ReactNode }

/** Terms and values of one thing. `two` sets two pairs side by side from tablet width on. */
export function DescriptionList({ items, two = false }: { items: readonly Description[]; two?: boolean }) {
  return (
    <dl className={two ? 'dl dl--two' : 'dl'}>
      {items.map(({ term, value }) => (
        <Fragment key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  )
}
