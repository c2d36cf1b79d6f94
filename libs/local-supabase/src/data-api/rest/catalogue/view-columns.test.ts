import { expect, it } from 'vitest';
import { shownColumns } from './view-columns.ts';

const target = (number: number, table: number, column: number, inner = '{VAR :varno 1}') =>
  `{TARGETENTRY :expr ${inner} :resno ${number} :resname a :ressortgroupref 0 ` +
  `:resorigtbl ${table} :resorigcol ${column} :resjunk false}`;

it('reads the columns of the outermost query, and no nested ones', () => {
  const nested = `{SUBLINK :subselect {QUERY :targetList (${target(1, 99, 9)})}}`;
  const rule =
    `({QUERY :commandType 1 :rtable ({RTE :subquery {QUERY :targetList (${target(1, 98, 8)})}}) ` +
    `:targetList (${target(1, 16_384, 2)} ${target(2, 0, 0, nested)} ${target(3, 16_385, 1)}) ` +
    `:override 0 :returningList (${target(4, 97, 7)})})`;
  expect(shownColumns(rule)).toEqual([
    { column: 1, table: 16_384, tableColumn: 2 },
    { column: 3, table: 16_385, tableColumn: 1 },
  ]);
});

it('reads names of columns with braces', () => {
  const odd = target(1, 5, 6).replace(':resname a', String.raw`:resname \{\ \:resorigtbl\ 7`);
  expect(shownColumns(`({QUERY :targetList (${odd})})`)).toEqual([
    { column: 1, table: 5, tableColumn: 6 },
  ]);
});
