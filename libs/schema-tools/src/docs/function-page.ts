import { tree } from './contract-tree.ts';
import { html, prose, sentence, type Part } from './html.ts';
import { section, wideTable, type Page } from './layout.ts';
import type { FunctionDoc, SignatureDoc } from './model.ts';
import { anchorOf, pageOf } from './places.ts';

/** The page of the functions of a name. */
export function functionPage({ schema, name, key, signatures }: FunctionDoc): Page {
  const content = html`<p class="kind">Function</p>
    ${signatures.map((one) => signature(key, one, signatures.length > 1))}`;
  return { file: pageOf('function', schema, name), title: `${key}()`, content };
}

function signature(key: string, facts: SignatureDoc, isOneOfSeveral: boolean): Part {
  const types = facts.args.map(({ type }) => type).join(', ');
  return html`${
    isOneOfSeveral ? html`<h2>${key}(${types})</h2> ` : undefined
  }${prose(facts.comment)}
  ${section(
    'Arguments',
    args(facts, isOneOfSeveral ? `Arguments of (${types})` : 'Arguments'),
  )}${inside(facts, types)}${section(
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
      ${
        facts.errorCodes.length === 0
          ? undefined
          : html`<li>Raises ${facts.errorCodes.join(', ')}.</li> `
      }
    </ul>`,
  )}`;
}

const volatility = {
  immutable: 'The same arguments give the same result (immutable).',
  stable: 'Only reads (stable).',
  volatile: 'May change rows (volatile).',
};

function callers(roles: readonly string[]): string {
  return roles.length === 0 ? 'No role of an app may call it.' : `${roles.join(', ')} may call it.`;
}

function args({ args: all }: SignatureDoc, label: string): Part {
  return wideTable(
    label,
    ['Argument', 'Type', 'Default'],
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
