import { SorenessRatings } from './soreness-ratings.ts';
import * as fixtures from './fixtures/soreness-ratings.ts';
import { describeContract } from './fixtures/describe-contract.ts';

describeContract(SorenessRatings, fixtures);
