import { shortPath } from '../project/project.ts';
import type { Finding, Report } from './finding.ts';

const commands = { error: 'error', warning: 'warning', note: 'notice' };

/** Annotations of a pull request, a line each, without allowed findings. */
export function forGithub({ context, findings, unused }: Report): string[] {
  return [
    ...findings
      .filter(({ allowed }) => allowed === undefined)
      .map(({ level, place, rule, message }) => {
        return annotation(
          level,
          place,
          context === undefined ? rule : `${rule} ${context}`,
          message,
        );
      }),
    ...unused.map(({ path, line, where, rule, object }) => {
      const place = line === undefined ? undefined : { path, line };
      const words = `nothing needs this: allow: ${rule} ${object}`;
      return annotation(
        'error',
        place,
        'allow',
        where === undefined ? words : `${where}: ${words}`,
      );
    }),
  ];
}

function annotation(
  level: Finding['level'],
  place: Finding['place'],
  title: string,
  message: string,
): string {
  const at = place ? `file=${shortPath(place.path)},line=${place.line},` : '';
  const column = place?.caret ? `col=${place.caret.column},` : '';
  const name = escape(title).replaceAll(',', '%2C').replaceAll(':', '%3A');
  return `::${commands[level]} ${at}${column}title=${name}::${escape(message)}\n`;
}

const escape = (text: string) =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
