// What is not read and written as rows: who is signed in, and the connection.
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
