import { useEffect, type ReactNode } from 'react';

interface TitleProperties {
  readonly children: string;
  /** Above it, in small. */
  readonly over?: ReactNode;
}

/** The heading of a screen, which is the title of the page too. */
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
