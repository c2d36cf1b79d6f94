import type { Rule } from '../rule.ts';
import { accessNotAsDeclared } from './access-not-as-declared.ts';
import { authUsersExposed } from './auth-users-exposed.ts';
import { configAutoExpose } from './config-auto-expose.ts';
import { configPasswordShort } from './config-password-short.ts';
import { configRedirectAny } from './config-redirect-any.ts';
import { configSchemaMissing } from './config-schema-missing.ts';
import { configSchemaPrivate } from './config-schema-private.ts';
import { configSecret } from './config-secret.ts';
import { constraintNotValidated } from './constraint-not-validated.ts';
import { contractNotEnforced } from './contract-not-enforced.ts';
import { contractWiderThanCheck } from './contract-wider-than-check.ts';
import { dataLost } from './data-lost.ts';
import { definerForAnon } from './definer-for-anon.ts';
import { definerIgnoresCaller } from './definer-ignores-caller.ts';
import { definerWithoutSearchPath } from './definer-without-search-path.ts';
import { dropCascade } from './drop-cascade.ts';
import { embedAmbiguous } from './embed-ambiguous.ts';
import { extensionInExposedSchema } from './extension-in-exposed-schema.ts';
import { extensionVersionPinned } from './extension-version-pinned.ts';
import { foreignKeyToAuth } from './foreign-key-to-auth.ts';
import { foreignKeyWithoutIndex } from './foreign-key-without-index.ts';
import { foreignKeyWithoutOwner } from './foreign-key-without-owner.ts';
import { foreignTableExposed } from './foreign-table-exposed.ts';
import { grantToEverything } from './grant-to-everything.ts';
import { grantWithoutPolicy } from './grant-without-policy.ts';
import { indexBuiltUnderLock } from './index-built-under-lock.ts';
import { indexTwice } from './index-twice.ts';
import { insertWithoutSequence } from './insert-without-sequence.ts';
import { jsonbWithoutContract } from './jsonb-without-contract.ts';
import { lockTimeoutOff } from './lock-timeout-off.ts';
import { materializedViewExposed } from './materialized-view-exposed.ts';
import { overloadAmbiguous } from './overload-ambiguous.ts';
import { policiesPermissiveTwice } from './policies-permissive-twice.ts';
import { policyAlwaysTrue } from './policy-always-true.ts';
import { policyCallsPerRow } from './policy-calls-per-row.ts';
import { policyColumnWithoutIndex } from './policy-column-without-index.ts';
import { policyTakesAnonymous } from './policy-takes-anonymous.ts';
import { policyTrustsUserMetadata } from './policy-trusts-user-metadata.ts';
import { policyWithoutGrant } from './policy-without-grant.ts';
import { policyWithoutRowSecurity } from './policy-without-row-security.ts';
import { policyWithoutSelect } from './policy-without-select.ts';
import { publicBucketLists } from './public-bucket-lists.ts';
import { publishedDeletes } from './published-deletes.ts';
import { publishedWithoutRowSecurity } from './published-without-row-security.ts';
import { queueExposed } from './queue-exposed.ts';
import { regTypeColumn } from './reg-type-column.ts';
import { revokeLeavesAnon } from './revoke-leaves-anon.ts';
import { rowSecurityOff } from './row-security-off.ts';
import { rowSecurityWithoutPolicy } from './row-security-without-policy.ts';
import { rowsCheckedUnderLock } from './rows-checked-under-lock.ts';
import { rowsRefuse } from './rows-refuse.ts';
import { secretInMigration } from './secret-in-migration.ts';
import { sensitiveColumnExposed } from './sensitive-column-exposed.ts';
import { statementOutsideTransaction } from './statement-outside-transaction.ts';
import { tableRewritten } from './table-rewritten.ts';
import { tableWithoutPrimaryKey } from './table-without-primary-key.ts';
import { timestampWithoutTimeZone } from './timestamp-without-time-zone.ts';
import { triggerDisabled } from './trigger-disabled.ts';
import { viewAsDefiner } from './view-as-definer.ts';
import { vocabulary } from './vocabulary.ts';
import { workUnderLock } from './work-under-lock.ts';

/** All rules, by their ids. */
export const rules: ReadonlyMap<string, Rule> = new Map(
  [
    accessNotAsDeclared,
    authUsersExposed,
    configAutoExpose,
    configPasswordShort,
    configRedirectAny,
    configSchemaMissing,
    configSchemaPrivate,
    configSecret,
    constraintNotValidated,
    contractNotEnforced,
    contractWiderThanCheck,
    dataLost,
    definerForAnon,
    definerIgnoresCaller,
    definerWithoutSearchPath,
    dropCascade,
    embedAmbiguous,
    extensionInExposedSchema,
    extensionVersionPinned,
    foreignKeyToAuth,
    foreignKeyWithoutIndex,
    foreignKeyWithoutOwner,
    foreignTableExposed,
    grantToEverything,
    grantWithoutPolicy,
    indexBuiltUnderLock,
    indexTwice,
    insertWithoutSequence,
    jsonbWithoutContract,
    lockTimeoutOff,
    materializedViewExposed,
    overloadAmbiguous,
    policiesPermissiveTwice,
    policyAlwaysTrue,
    policyCallsPerRow,
    policyColumnWithoutIndex,
    policyTakesAnonymous,
    policyTrustsUserMetadata,
    policyWithoutGrant,
    policyWithoutRowSecurity,
    policyWithoutSelect,
    publicBucketLists,
    publishedDeletes,
    publishedWithoutRowSecurity,
    queueExposed,
    regTypeColumn,
    revokeLeavesAnon,
    rowSecurityOff,
    rowSecurityWithoutPolicy,
    rowsCheckedUnderLock,
    rowsRefuse,
    secretInMigration,
    sensitiveColumnExposed,
    statementOutsideTransaction,
    tableRewritten,
    tableWithoutPrimaryKey,
    timestampWithoutTimeZone,
    triggerDisabled,
    viewAsDefiner,
    vocabulary,
    workUnderLock,
  ].map((rule): [string, Rule] => [rule.id, rule]),
);
