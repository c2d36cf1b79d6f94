import { JitInputSnapshot } from './jit-input-snapshot.ts';
import * as fixtures from './fixtures/jit-input-snapshot.ts';
import { describeContract } from './fixtures/describe-contract.ts';

describeContract(JitInputSnapshot, fixtures);
