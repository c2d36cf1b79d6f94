import { appRoles, sortedEntries, type PolicyFacts } from '../facts/facts.ts';
import { anchorOf } from './places.ts';
import { html, joined, prose, sentence, type Html, type Part } from './html.ts';
import { wideTable } from './layout.ts';
import type { TableDoc } from './model.ts';

const commands = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const;
type Command = (typeof commands)[number];

/** A table of roles and commands, and the policies for rows. */
export function accessOf(table: TableDoc): Html {
  const rows = appRoles.map(
    (role) =>
      html`<tr>
        <th scope="row">${role}</th>
        ${commands.map((command) => html`<td>${cell(table, role, command)}</td>`)}
      </tr> `,
  );
  return html`${wideTable('Privileges', ['Role', ...commands], rows)} ${note(table)}
  ${policies(table)}`;
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

function rowsOf({ relation, policyWords }: TableDoc, role: string, command: Command): Part {
  if (relation.kind === 'view') return 'yes';
  if (!relation.isSecured) return 'every row';
  const found = sortedEntries(relation.policies).filter(
    ([, policy]) => isFor(policy, role) && ['ALL', command].includes(policy.command),
  );
  if (!found.some(([, { isPermissive }]) => isPermissive)) return 'no row';
  const links = found
    // permissive policies before restrictive ones
    .toSorted(([, one], [, other]) => Number(other.isPermissive) - Number(one.isPermissive))
    .map(([name, { isPermissive }]) => {
      const said = policyWords.get(name)?.rows[command];
      const rows = said === undefined ? ['rows of ', name] : sentence(said);
      const link = html`<a href="#${anchorOf('policy', name)}">${rows}</a>`;
      return isPermissive ? link : html`only ${link}`;
    });
  return joined(links, '; ');
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

function policies({ relation, policyComments, policyWords }: TableDoc): Part {
  const found = sortedEntries(relation.policies);
  if (found.length === 0) return undefined;
  return html`<h3>Policies</h3>
    <dl>
      ${found.map(
        ([name, policy]) =>
          html`<dt id="${anchorOf('policy', name)}">${name}</dt>
            <dd>
              ${prose(policyWords.get(name)?.sentence)}
              ${asSql(policy, policyWords.get(name)?.sentence !== undefined)}${policyComments.has(name) ? html`<p>${policyComments.get(name)}</p>` : undefined}
            </dd> `,
      )}
    </dl>`;
}

/** The conditions of a policy. If words explain them, they are folded away. */
function asSql(policy: PolicyFacts, isSaid: boolean): Part {
  const { command, roles, isPermissive, using, check } = policy;
  const conditions = [
    html`<p>
      ${command} for
      ${roles.join(', ')}${isPermissive ? '' : '; restrictive: must hold in addition to the others'}.
    </p> `,
    condition('Rows that it reads, updates or deletes:', using),
    condition('Rows that it writes:', check),
  ];
  return isSaid
    ? html`<details>
        <summary>As SQL</summary>
        ${conditions}
      </details> `
    : conditions;
}

function condition(what: string, expression: string | undefined): Part {
  if (expression === undefined) return undefined;
  return html`<p>${what}</p>
    <pre><code>${expression}</code></pre> `;
}
