import type { ColumnProgress } from './audit.ts';
import { columnName, type AuditedColumn } from './columns.ts';

/** Milliseconds between two words of progress: in a terminal, and in a log. */
const [terminalPause, logPause] = [100, 5000];

/**
 * Shows how far an audit is: in a terminal in one line that is written over, elsewhere a line
 * every few seconds. Nothing of what is quick.
 */
export function showProgress(
  step: (text: string) => void,
  stream: NodeJS.WriteStream = process.stderr,
) {
  const pause = stream.isTTY ? terminalPause : logPause;
  let said = performance.now();
  let isWritten = false;
  const clear = () => {
    if (isWritten) stream.write('\r\u001b[K');
    isWritten = false;
  };
  return {
    page(column: AuditedColumn, { rows, refused }: ColumnProgress): void {
      if (performance.now() - said < pause) return;
      said = performance.now();
      const { estimatedRows } = column;
      const of = estimatedRows === undefined ? '' : ` of some ${Math.max(estimatedRows, rows)}`;
      const text = `${columnName(column)}: ${rows}${of} rows, ${refused} refused`;
      if (stream.isTTY) {
        clear();
        stream.write(text);
        isWritten = true;
      } else {
        step(text);
      }
    },
    end: clear,
  };
}
