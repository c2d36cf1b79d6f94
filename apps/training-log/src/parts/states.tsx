import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Away } from '../errors/refusal.ts';
import { inWords } from '../errors/words.ts';

/** Shapes of what is about to come. */
export function Loading({ label }: { readonly label: string }) {
  return (
    <div className="loading" role="status">
      <span className="visually-hidden">{label}…</span>
      <div className="bone bone-title" />
      <div className="bone bone-card" />
      <div className="bone bone-card short" />
    </div>
  );
}

interface NoticeProperties {
  readonly kind: 'away' | 'error' | 'done';
  readonly children: ReactNode;
  readonly retry?: (() => void) | undefined;
}

/** Says how things stand, to eyes and to screen readers. */
export function Notice({ kind, children, retry }: NoticeProperties) {
  return (
    <div className={`notice notice-${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      <p>{children}</p>
      {retry && (
        <button type="button" className="button button-quiet" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** Nothing here yet, and what to do about it. */
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

interface LoadedProperties<Data> {
  readonly query: UseQueryResult<Data>;
  readonly label: string;
  readonly children: (data: Data) => ReactNode;
}

/** What a query brought, or how far it is. What was read before stays while nobody answers. */
export function Loaded<Data>({ query, label, children }: LoadedProperties<Data>) {
  const retry = () => void query.refetch({ cancelRefetch: true });
  const isAway = query.failureReason instanceof Away;
  if (query.data !== undefined) {
    return (
      <>
        {isAway && (
          <Notice kind="away" retry={retry}>
            Parakeet cannot be reached. This is how things were.
          </Notice>
        )}
        {children(query.data)}
      </>
    );
  }
  if (isAway) {
    return (
      <Notice kind="away" retry={retry}>
        Parakeet cannot be reached right now. It is asked again by itself.
      </Notice>
    );
  }
  if (query.isError) {
    return (
      <Notice kind="error" retry={retry}>
        {inWords(query.error).sentence}
      </Notice>
    );
  }
  return <Loading label={label} />;
}
