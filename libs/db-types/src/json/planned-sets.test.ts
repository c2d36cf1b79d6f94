import { PlannedSets } from './planned-sets.ts';
import * as fixtures from './fixtures/planned-sets.ts';
import { describeContract } from './fixtures/describe-contract.ts';

describeContract(PlannedSets, fixtures);
