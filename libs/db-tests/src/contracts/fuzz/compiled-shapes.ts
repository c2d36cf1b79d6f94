import { compileContracts } from '@parakeet/schema-tools';
import type pg from 'pg';
import { createJudge, type Judge } from './judge.ts';
import type { Shape } from './shape.ts';
import * as parts from './shape-parts.ts';
import * as shapes from './shapes.ts';

export const allShapes: readonly Shape[] = Object.entries(shapes).map(
  ([name, contract]): Shape => ({ name, contract }),
);

const { contracts, functions } = compileContracts({
  schema: 'public',
  columns: { shapes: shapes },
  domains: {},
  names: new Map(
    [...Object.entries(shapes), ...Object.entries(parts)].map(([name, one]) => [one, name]),
  ),
  presentWhen: {},
  from: 'the shapes',
});

/** Creates the functions of the shapes in a database with the schema `contracts`. */
export async function makeShapes(client: pg.ClientBase): Promise<void> {
  for (const { sql } of functions) await client.query(sql);
}

/**
 * A judge that calls the function of a shape.
 *
 * @param changed changes the expression of the call, for tests
 */
export function judgeOfShape(
  client: pg.ClientBase,
  name: string,
  changed: (call: string) => string = (call) => call,
): Promise<Judge> {
  const compiled = contracts.find(({ column }) => column === name);
  if (!compiled) throw new Error(`there is no shape ${name}`);
  const expression = changed(`contracts.${compiled.functionName}(value)`);
  return createJudge(client, { over: 'value', expression });
}
