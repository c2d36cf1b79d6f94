/** Milliseconds between two words of progress: in a terminal, and in a log. */
const [terminalPause, logPause] = [100, 5000];

/**
 * Shows how far work on a target is: in a terminal in one line that is written over, elsewhere
 * a line every few seconds. Nothing of what is quick.
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
    /** @param words asked for when it is time to show them */
    show(words: () => string): void {
      if (performance.now() - said < pause) return;
      said = performance.now();
      if (stream.isTTY) {
        clear();
        stream.write(words());
        isWritten = true;
      } else {
        step(words());
      }
    },
    end: clear,
  };
}
