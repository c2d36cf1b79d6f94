// The account and the connection. Rows are read and written elsewhere.
export {
  changeAccount,
  deleteAccount,
  remembered,
  resetPassword,
  signIn,
  signOut,
  signUp,
  watchLifter,
  type Lifter,
} from './account.ts';
export type { Connection } from './client.ts';
export type { Known, TableName } from './known.ts';
