import { useTranslations } from 'next-intl'
import type { Locale } from '@/kernel/text'
import { formatCount } from '@/ui/format'
import { StateBadge } from '@/ui/state-badge'
import type { UnitNode } from '../queries/units'

type Shown = {
  readonly locale: Locale
  readonly selectedId: string | null
  /** Ids of the units above the selected one. */
  readonly openIds: ReadonlySet<string>
  readonly showClosed: boolean
}

/** The tree as nested lists that open and close without script; the way down to the selected unit is open. */
export function UnitTree({
  nodes,
  depth = 0,
  ...shown
}: { nodes: readonly UnitNode[]; depth?: number } & Shown) {
  const visible = nodes.filter((node) => shown.showClosed || node.closedAt === null)
  if (visible.length === 0) return null
  return (
    <ul className={depth === 0 ? 'flex flex-col' : 'ml-3 flex flex-col border-separator border-l pl-2'}>
      {visible.map((node) => (
        <li key={node.id}>
          <Branch node={node} depth={depth} {...shown} />
        </li>
      ))}
    </ul>
  )
}

function Branch({ node, depth, ...shown }: { node: UnitNode; depth: number } & Shown) {
  const below = node.children.filter((child) => shown.showClosed || child.closedAt === null)
  if (below.length === 0) {
    return (
      <div className="flex items-center pl-6">
        <UnitLink node={node} {...shown} />
      </div>
    )
  }
  const isOpen = depth < 2 || shown.openIds.has(node.id) || shown.selectedId === node.id
  return (
    <div className="relative">
      <div className="pl-6">
        <UnitLink node={node} {...shown} />
      </div>
      <details open={isOpen}>
        {/* Beside the link, not around it: a control inside a control is lost to screen readers. */}
        <summary
          aria-label={node.name[shown.locale]}
          className="absolute top-1 left-0 flex size-6 pointer-coarse:-left-2 pointer-coarse:top-0 pointer-coarse:min-h-11 pointer-coarse:w-9 cursor-pointer list-none items-center justify-center rounded hover:bg-row-hover [&::-webkit-details-marker]:hidden"
        >
          <svg
            width="20"
            height="20"
            viewBox="0 0 20 20"
            aria-hidden="true"
            className="flex-none text-muted transition-transform [details[open]>summary>&]:rotate-90"
          >
            <path
              d="m8 6 4 4-4 4"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.6"
              strokeLinecap="round"
            />
          </svg>
        </summary>
        <UnitTree nodes={below} depth={depth + 1} {...shown} />
      </details>
    </div>
  )
}

function UnitLink({ node, locale, selectedId, showClosed }: { node: UnitNode } & Shown) {
  const t = useTranslations('organisation')
  const isSelected = node.id === selectedId
  return (
    <a
      data-soft=""
      href={`/organisation?unit=${node.id}${showClosed ? '&closed=1' : ''}`}
      aria-current={isSelected ? 'page' : undefined}
      className={`flex min-h-8 min-w-0 flex-1 items-center gap-2 rounded pointer-coarse:min-h-11 px-1.5 py-1 hover:bg-row-hover ${isSelected ? 'bg-accent-wash font-semibold' : ''}`}
    >
      <span className="min-w-0 truncate">{node.name[locale]}</span>
      {node.closedAt ? <StateBadge kind="closed" label={t('unitClosed')} plain /> : null}
      <span className="ml-auto flex-none text-muted text-xs tabular-nums" title={t('activeStaff')}>
        {node.staffCount > 0 ? formatCount(node.staffCount, locale) : ''}
      </span>
    </a>
  )
}
