import { Component, type ReactNode } from 'react';

interface Properties {
  readonly children: ReactNode;
}

/** Holds the errors of one screen, so that the others, and the way to them, stay. */
export class ScreenBoundary extends Component<Properties, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: undefined };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <div className="notice notice-error" role="alert">
        <p>
          This screen cannot be shown. {error instanceof Error ? `${error.message}.` : ''} What you
          typed is kept, and the other screens work.
        </p>
        <button
          type="button"
          className="button button-quiet"
          onClick={() => this.setState({ error: undefined })}
        >
          Try again
        </button>
        <button type="button" className="button button-quiet" onClick={() => location.reload()}>
          Load the app anew
        </button>
      </div>
    );
  }
}
