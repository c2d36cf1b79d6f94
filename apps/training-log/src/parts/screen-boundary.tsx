import { Component, type ReactNode } from 'react';
import { QuietButton } from './quiet-button.tsx';
import { Notice } from './states.tsx';

interface Properties {
  readonly children: ReactNode;
}

/** Catches the errors of one screen, so the others and the navigation stay. */
export class ScreenBoundary extends Component<Properties, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: undefined };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <Notice
        kind="error"
        actions={
          <>
            <QuietButton onClick={() => this.setState({ error: undefined })}>Try again</QuietButton>
            <QuietButton onClick={() => location.reload()}>Load the app anew</QuietButton>
          </>
        }
      >
        This screen cannot be shown. {error instanceof Error ? `${error.message}.` : ''} What you
        typed is kept, and the other screens work.
      </Notice>
    );
  }
}
