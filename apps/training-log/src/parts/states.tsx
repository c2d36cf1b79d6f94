import type { ReactNode } from 'react';
import type { Known, TableName } from '../data/index.ts';
import { inWords } from '../errors/words.ts';
import { useLifter, useStore } from '../lifter-context.ts';
import { Loading } from './loading.tsx';
import { QuietButton } from './quiet-button.tsx';

interface NoticeProperties {
  readonly kind: 'away' | 'error' | 'done';
  readonly children: ReactNode;
  /** Buttons for the next step. */
  readonly actions?: ReactNode;
}

/** Shows a state, also to screen readers. */
export function Notice({ kind, children, actions }: NoticeProperties) {
  return (
    <div className={`notice notice-${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      <p>{children}</p>
      {actions}
    </div>
  );
}

/** Nothing here yet, and the next step. */
export function Empty({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="empty">
      <img src="/parakeet.svg" alt="" width="56" height="56" />
      <h2>{title}</h2>
      {children}
    </div>
  );
}

interface LoadedProperties {
  /** The content of a screen, from its rows. */
  readonly tables: readonly TableName[];
  readonly label: string;
  readonly children: (known: Known) => ReactNode;
}

/** The rows of some tables, once each has been read, now or earlier. */
export function Loaded({ tables, label, children }: LoadedProperties) {
  const { store } = useLifter();
  const { known, read, isAway, problem } = useStore();
  const retry = <QuietButton onClick={() => void store.sync()}>Try again</QuietButton>;
  if (tables.every((table) => read.has(table))) return children(known);
  if (problem !== undefined) {
    return (
      <Notice kind="error" actions={retry}>
        {inWords(problem).sentence}
      </Notice>
    );
  }
  if (isAway) {
    return (
      <Notice kind="away" actions={retry}>
        Parakeet cannot be reached right now, and this device has not read this before. The app
        tries again by itself.
      </Notice>
    );
  }
  return <Loading label={label} />;
}
