import { useEffect, type ReactNode } from 'react';

interface TitleProperties {
  readonly children: string;
  /** A small text above it. */
  readonly over?: ReactNode;
}

/** The heading of a screen, and the title of the page. */
export function Title({ children, over }: TitleProperties) {
  useEffect(() => {
    document.title = `${children} · Parakeet`;
  }, [children]);
  return (
    <header className="title">
      {over !== undefined && <p className="over">{over}</p>}
      <h1>{children}</h1>
    </header>
  );
}
