import { RecoveryPayload } from './recovery-payload.ts';
import * as fixtures from './fixtures/recovery-payload.ts';
import { describeContract } from './fixtures/describe-contract.ts';

describeContract(RecoveryPayload, fixtures);
