import { describeContract } from './fixtures/describe-contract.ts';
import * as fixtures from './fixtures/auxiliary-pool.ts';
import { AuxiliaryPool } from './auxiliary-pool.ts';

describeContract(AuxiliaryPool, fixtures);
