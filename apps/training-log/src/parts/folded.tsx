import { useState, type ReactNode } from 'react';

interface FoldedProperties {
  readonly summary: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** Details that are made when they are opened: hundreds of hidden rows take a second. */
export function Folded({ summary, className, children }: FoldedProperties) {
  const [wasOpened, setWasOpened] = useState(false);
  return (
    <details className={className} onToggle={() => setWasOpened(true)}>
      <summary>{summary}</summary>
      {wasOpened && children}
    </details>
  );
}
