import * as z from 'zod';
import { Asked, cannot } from './asked.ts';
import type { ContractNode } from './contract-node.ts';
import { readTemplate, readText } from './read-text.ts';
import { readScalars } from './read-values.ts';

/** Reads the schema of a record's keys. Undefined if every text is a key. */
export function readRecordKeys(schema: z.core.$ZodType, path: string): ContractNode | undefined {
  const node = readKeys(schema, path);
  return node.kind === 'text' && Object.keys(node).length === 1 ? undefined : node;
}

function readKeys(schema: z.core.$ZodType, path: string): ContractNode {
  if (schema instanceof z.core.$ZodString) return readText(schema, path);
  if (schema instanceof z.core.$ZodTemplateLiteral) return readTemplate(schema, path);
  if (schema instanceof z.core.$ZodEnum || schema instanceof z.core.$ZodLiteral) {
    new Asked(schema, path).nothingElse();
    const values = readScalars(schema._zod.values, path);
    const other = values.find((value) => typeof value !== 'string');
    if (other === undefined) return { kind: 'one_of', values };
    throw cannot(path, `the key ${other}`, `Keys are text: "${other}".`);
  }
  if (schema instanceof z.core.$ZodUnion && !(schema instanceof z.core.$ZodXor)) {
    new Asked(schema, path).nothingElse();
    return {
      kind: 'union',
      options: schema._zod.def.options.map((option) => readKeys(option, path)),
    };
  }
  throw cannot(
    path,
    `keys of the type ${schema._zod.def.type}`,
    'Keys are text. Use z.string(), z.string().regex(/^\\d+$/) for numbers, or z.enum().',
  );
}
