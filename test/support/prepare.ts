/** Unit tests look at signatures wherever they like; the app loads what that needs where it does. */
import { prepareRecovery } from '#engine/verify/recover.ts'

await prepareRecovery()
