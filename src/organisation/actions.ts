'use server'

import { revalidatePath } from 'next/cache'
import { action } from '@/identity/guard'
import {
  assignRoleInput,
  closeUnitInput,
  createStaffInput,
  createTokenInput,
  createUnitInput,
  endRoleInput,
  moveUnitInput,
  revokeTokenInput,
  staffInput,
  subscriberLinesInput,
  subscribersInput,
  unitInput,
  updateStaffInput,
  updateUnitInput,
} from './schema'
import { assignRole, endRole } from './service/roles'
import {
  closeAccount,
  createStaff,
  reopenAccount,
  resetPassword,
  unlockAccount,
  updateStaff,
} from './service/staff'
import { setSubscribers, takeSubscriberLines } from './service/subscribers'
import { createToken, revokeToken } from './service/tokens'
import { closeUnit, createUnit, moveUnit, reopenUnit, updateUnit } from './service/units'

/** Pages that show units or people are read anew. */
const fresh = <T>(answer: T): T => {
  revalidatePath('/organisation', 'layout')
  revalidatePath('/staff', 'layout')
  return answer
}

const manageUnits = action('organisation.manage')
const manageStaff = action('staff.manage')

export const createUnitAction = manageUnits
  .inputSchema(createUnitInput)
  .action(async ({ ctx, parsedInput }) => fresh(await createUnit(ctx, parsedInput)))

export const updateUnitAction = manageUnits
  .inputSchema(updateUnitInput)
  .action(async ({ ctx, parsedInput }) => fresh(await updateUnit(ctx, parsedInput)))

export const moveUnitAction = manageUnits
  .inputSchema(moveUnitInput)
  .action(async ({ ctx, parsedInput }) => fresh(await moveUnit(ctx, parsedInput)))

export const closeUnitAction = manageUnits
  .inputSchema(closeUnitInput)
  .action(async ({ ctx, parsedInput }) => fresh(await closeUnit(ctx, parsedInput)))

export const reopenUnitAction = manageUnits
  .inputSchema(unitInput)
  .action(async ({ ctx, parsedInput }) => fresh(await reopenUnit(ctx, parsedInput)))

export const setSubscribersAction = manageUnits
  .inputSchema(subscribersInput)
  .action(async ({ ctx, parsedInput }) => fresh(await setSubscribers(ctx, parsedInput)))

export const takeSubscriberLinesAction = manageUnits
  .inputSchema(subscriberLinesInput)
  .action(async ({ ctx, parsedInput }) => fresh(await takeSubscriberLines(ctx, parsedInput.text)))

export const createStaffAction = manageStaff
  .inputSchema(createStaffInput)
  .action(async ({ ctx, parsedInput }) => fresh(await createStaff(ctx, parsedInput)))

export const updateStaffAction = manageStaff
  .inputSchema(updateStaffInput)
  .action(async ({ ctx, parsedInput }) => fresh(await updateStaff(ctx, parsedInput)))

export const closeAccountAction = manageStaff
  .inputSchema(staffInput)
  .action(async ({ ctx, parsedInput }) => fresh(await closeAccount(ctx, parsedInput)))

export const reopenAccountAction = manageStaff
  .inputSchema(staffInput)
  .action(async ({ ctx, parsedInput }) => fresh(await reopenAccount(ctx, parsedInput)))

export const resetPasswordAction = manageStaff
  .inputSchema(staffInput)
  .action(async ({ ctx, parsedInput }) => fresh(await resetPassword(ctx, parsedInput)))

export const unlockAccountAction = manageStaff
  .inputSchema(staffInput)
  .action(async ({ ctx, parsedInput }) => fresh(await unlockAccount(ctx, parsedInput)))

export const assignRoleAction = manageStaff
  .inputSchema(assignRoleInput)
  .action(async ({ ctx, parsedInput }) => fresh(await assignRole(ctx, parsedInput)))

export const endRoleAction = manageStaff
  .inputSchema(endRoleInput)
  .action(async ({ ctx, parsedInput }) => fresh(await endRole(ctx, parsedInput)))

const manageTokens = action('token.manage')

export const createTokenAction = manageTokens
  .inputSchema(createTokenInput)
  .action(async ({ ctx, parsedInput }) => createToken(ctx, parsedInput))

export const revokeTokenAction = manageTokens
  .inputSchema(revokeTokenInput)
  .action(async ({ ctx, parsedInput }) => revokeToken(ctx, parsedInput))
