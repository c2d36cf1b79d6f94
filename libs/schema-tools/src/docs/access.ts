import { appRoles, sortedEntries, type PolicyFacts } from '../facts/facts.ts';
import { anchorOf } from './places.ts';
import { html, joined, type Html, type Part } from './html.ts';
import type { TableDoc } from './model.ts';

const commands = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const;
type Command = (typeof commands)[number];

/** Who may do what, as a table of roles and commands, and the policies that decide on rows. */
export function accessOf(table: TableDoc): Html {
  return html`<div class="wide" role="region" aria-label="Privileges" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">Role</th>
            ${commands.map((one) => html`<th scope="col">${one}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${appRoles.map(
            (role) =>
              html`<tr>
                <th scope="row">${role}</th>
                ${commands.map((command) => html`<td>${cell(table, role, command)}</td>`)}
              </tr> `,
          )}
        </tbody>
      </table>
    </div>
    ${note(table)} ${policies(table)}`;
}

function cell(table: TableDoc, role: string, command: Command): Part {
  const { relation } = table;
  const isWhole = relation.privileges[role]?.includes(command) === true;
  const columns = Object.entries(relation.columns)
    .filter(([, column]) => column.privileges[role]?.includes(command))
    .map(([name]) => html`<code>${name}</code>`);
  if (!isWhole && columns.length === 0) return 'no';
  if (relation.writable && command !== 'SELECT' && !relation.writable.includes(command)) {
    return 'no: the view is read only';
  }
  return [rowsOf(table, role, command), isWhole ? '' : [': ', joined(columns, ', ')]];
}

function rowsOf({ relation }: TableDoc, role: string, command: Command): Part {
  if (relation.kind === 'view') return 'yes';
  if (!relation.isSecured) return 'every row';
  const found = sortedEntries(relation.policies).filter(
    ([, policy]) => isFor(policy, role) && ['ALL', command].includes(policy.command),
  );
  if (!found.some(([, { isPermissive }]) => isPermissive)) return 'no row';
  const links = found.map(([name]) => html`<a href="#${anchorOf('policy', name)}">${name}</a>`);
  return ['rows of ', joined(links, ', ')];
}

function isFor({ roles }: PolicyFacts, role: string): boolean {
  return roles.includes(role) || roles.includes('public');
}

function note({ relation }: TableDoc): Html {
  if (relation.kind === 'view') {
    return relation.asInvoker === true
      ? html`<p>The view reads as its caller: the policies of its tables apply.</p>`
      : html`<p>The view reads as its owner: the policies of its tables do not apply.</p>`;
  }
  return relation.isSecured
    ? html`<p>Row level security is on. <code>service_role</code> bypasses it.</p>`
    : html`<p>Row level security is off: privileges alone decide.</p>`;
}

function policies({ relation, policyComments }: TableDoc): Part {
  const found = sortedEntries(relation.policies);
  if (found.length === 0) return undefined;
  return html`<h3>Policies</h3>
    <dl>
      ${found.map(
        ([name, policy]) =>
          html`<dt id="${anchorOf('policy', name)}">${name}</dt>
            <dd>
              <p>
                ${policy.command} for
                ${policy.roles.join(', ')}${
                  policy.isPermissive ? '' : '; restrictive: must hold in addition to the others'
                }.
              </p>
              ${condition('Rows that it reads, updates or deletes:', policy.using)}${condition(
                'Rows that it writes:',
                policy.check,
              )}${policyComments.has(name) ? html`<p>${policyComments.get(name)}</p>` : undefined}
            </dd> `,
      )}
    </dl>`;
}

function condition(what: string, expression: string | undefined): Part {
  if (expression === undefined) return undefined;
  return html`<p>${what}</p>
    <pre><code>${expression}</code></pre> `;
}
