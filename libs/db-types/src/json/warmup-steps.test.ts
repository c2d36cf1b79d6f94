import { WarmupSteps } from './warmup-steps.ts';
import * as fixtures from './fixtures/warmup-steps.ts';
import { describeContract } from './fixtures/describe-contract.ts';

describeContract(WarmupSteps, fixtures);
