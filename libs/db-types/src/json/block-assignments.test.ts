import { describeContract } from './fixtures/describe-contract.ts';
import * as fixtures from './fixtures/block-assignments.ts';
import { BlockAssignments } from './block-assignments.ts';

describeContract(BlockAssignments, fixtures);
