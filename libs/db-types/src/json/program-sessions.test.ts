import { describeContract } from './fixtures/describe-contract.ts';
import * as fixtures from './fixtures/program-sessions.ts';
import { ProgramSessions } from './program-sessions.ts';

describeContract(ProgramSessions, fixtures);
