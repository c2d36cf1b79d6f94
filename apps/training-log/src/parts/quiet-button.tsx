import type { ComponentProps } from 'react';

/** A secondary button of a screen. */
export function QuietButton(properties: ComponentProps<'button'>) {
  return <button type="button" className="button button-quiet" {...properties} />;
}
