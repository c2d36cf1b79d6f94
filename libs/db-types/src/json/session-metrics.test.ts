import { describeContract } from './fixtures/describe-contract.ts';
import * as fixtures from './fixtures/session-metrics.ts';
import { SessionMetrics } from './session-metrics.ts';

describeContract(SessionMetrics, fixtures);
