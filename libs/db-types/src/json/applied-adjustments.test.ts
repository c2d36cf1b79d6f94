import { AppliedAdjustments } from './applied-adjustments.ts';
import * as fixtures from './fixtures/applied-adjustments.ts';
import { describeContract } from './fixtures/describe-contract.ts';

describeContract(AppliedAdjustments, fixtures);
