import { ActualSets } from './actual-sets.ts';
import * as fixtures from './fixtures/actual-sets.ts';
import { describeContract } from './fixtures/describe-contract.ts';

describeContract(ActualSets, fixtures);
