import { SetsPerMuscle } from './sets-per-muscle.ts';
import * as fixtures from './fixtures/sets-per-muscle.ts';
import { describeContract } from './fixtures/describe-contract.ts';

describeContract(SetsPerMuscle, fixtures);
