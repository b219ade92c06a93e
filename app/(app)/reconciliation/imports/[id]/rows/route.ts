import { route } from '@/identity/guard'
import { audit } from '@/platform/audit'
import { downloadOf, tableFile } from '@/platform/table-file'
import { importView, waitingRows } from '@/reconciliation/queries/imports'
import { CHARGE_FIELDS } from '@/reconciliation/rules/charge-row'

/** Rows that could not be read, as a file to be corrected and sent again. They hold accounts and numbers: it is audited. */
export const GET = route<'reconciliation.run', { id: string }>(
  'reconciliation.run',
  async ({ ctx, params }) => {
    const view = await importView(ctx, params.id, 1)
    await audit(ctx, {
      action: 'charges.rows_taken',
      subjectType: 'charge_import',
      subjectId: view.id,
      detail: { rows: view.waiting },
    })
    return downloadOf(
      tableFile(
        {
          name: `${view.number}-rows`,
          sheet: view.number,
          heads: [...CHARGE_FIELDS, 'line', 'problem'],
          pages: waitingRows(ctx, view.id),
        },
        'csv',
      ),
    )
  },
)
