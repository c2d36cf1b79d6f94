import { FormulaOverrides } from './formula-overrides.ts';
import * as fixtures from './fixtures/formula-overrides.ts';
import { describeContract } from './fixtures/describe-contract.ts';

describeContract(FormulaOverrides, fixtures);
