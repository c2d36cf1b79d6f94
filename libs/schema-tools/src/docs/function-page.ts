import { httpStatus } from '@parakeet/local-supabase';
import { tree } from './contract-tree.ts';
import { html, prose, sentence, type Part } from './html.ts';
import { section, wideTable, type Page } from './layout.ts';
import type { FunctionDoc, SignatureDoc, Target } from './model.ts';
import { anchorOf, pageOf } from './places.ts';

/** The page of the functions of a name. */
export function functionPage({ schema, name, key, signatures }: FunctionDoc): Page {
  const content = html`<p class="kind">Function</p>
    ${signatures.map((one) => signature(key, one, signatures.length > 1))}`;
  return { file: pageOf('function', schema, name), title: `${key}()`, content };
}

function signature(key: string, facts: SignatureDoc, isOneOfSeveral: boolean): Part {
  const types = facts.args.map(({ type }) => type).join(', ');
  const ofTypes = isOneOfSeveral ? ` of (${types})` : '';
  return html`${
    isOneOfSeveral ? html`<h2>${key}(${types})</h2> ` : undefined
  }${prose(facts.comment)}
  ${section('Arguments', args(facts, `Arguments${ofTypes}`))}${inside(facts, types)}${section(
    'Result',
    html`<p><code>${facts.result}</code></p> `,
  )}${section(
    'How it runs',
    html`<ul>
      <li>${sentence(facts.repeat)}</li>
      <li>${volatility[facts.volatility]}</li>
      <li>
        ${
          facts.isDefiner
            ? 'Runs with the privileges of its owner (security definer).'
            : 'Runs with the privileges of its caller.'
        }
      </li>
      <li>Written in ${facts.language}.</li>
      <li>${callers(facts.roles)}</li>
    </ul>`,
  )}${section('Errors', errors(facts, `Errors${ofTypes}`))}`;
}

const volatility = {
  immutable: 'The same arguments give the same result (immutable).',
  stable: 'Only reads (stable).',
  volatile: 'May change rows (volatile).',
};

function callers(roles: readonly string[]): string {
  return roles.length === 0 ? 'No role of an app may call it.' : `${roles.join(', ')} may call it.`;
}

function args({ args: all, goesTo, inside: documents }: SignatureDoc, label: string): Part {
  const types = all.map(({ type }) => type).join(', ');
  return wideTable(
    label,
    ['Argument', 'Type', 'Default', 'Meaning'],
    all.map(
      (one, at) =>
        html`<tr>
          <th scope="row"><code>${one.name || `$${at + 1}`}</code></th>
          <td><code>${one.type}</code></td>
          <td>
            ${
              one.default === undefined
                ? one.isOptional
                  ? 'optional'
                  : undefined
                : html`<code>${one.default}</code>`
            }
          </td>
          <td>
            ${meaning(goesTo.get(at))}${
              documents.has(at)
                ? html`<a href="#${anchorOf('inside', `${at} ${types}`)}">What is inside</a>`
                : undefined
            }
          </td>
        </tr> `,
    ),
  );
}

/** What the column means that an argument is for. */
function meaning(target: Target | undefined): Part {
  if (!target) return undefined;
  const { table, column } = target;
  const place = `${pageOf('table', table.schema, table.name)}#${anchorOf('column', column.name)}`;
  return html`${sentence(column.comment)}
    <a href="${place}"><code>${table.name}.${column.name}</code></a>`;
}

/** What its body raises; what constraints refuse, their tables have. */
function errors({ raises }: SignatureDoc, label: string): Part {
  return wideTable(
    label,
    ['Code', 'Message', 'Hint'],
    raises.map(
      ({ code, message, hint }) =>
        html`<tr>
          <th scope="row">
            ${code}${code.length === 5 ? ` (HTTP ${httpStatus(code, message ?? '', true)})` : ''}
          </th>
          <td>${message === undefined ? undefined : html`<q>${message}</q>`}</td>
          <td>${hint}</td>
        </tr> `,
    ),
  );
}

function inside({ args: all, inside: documents }: SignatureDoc, types: string): Part {
  const trees = Array.from(
    documents,
    ([at, facts]) =>
      html`<h3 id="${anchorOf('inside', `${at} ${types}`)}">
          <code>${all[at]?.name || `$${at + 1}`}</code>
        </h3>
        ${tree(facts)} `,
  );
  return section('Inside the documents', trees);
}
