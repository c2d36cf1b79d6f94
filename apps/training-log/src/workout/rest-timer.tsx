import { useEffect, useState } from 'react';
import { now } from '../store/clock.ts';
import type { Draft } from './draft.ts';
import type { ChangeDraft } from './use-draft.ts';

interface RestTimerProperties {
  readonly draft: Draft;
  readonly change: ChangeDraft;
}

/** The remaining rest. It follows the clock, so a locked screen does not stop it. */
export function RestTimer({ draft, change }: RestTimerProperties) {
  const until = draft.rest_until === null ? undefined : Date.parse(draft.rest_until);
  const [time, setTime] = useState(() => now().getTime());
  useEffect(() => {
    if (until === undefined) return undefined;
    const timer = setInterval(() => setTime(now().getTime()), 500);
    return () => clearInterval(timer);
  }, [until]);
  if (until === undefined) return null;
  const seconds = Math.ceil((until - time) / 1000);
  const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return (
    <div className="rest">
      <span role="timer">{seconds > 0 ? `Rest ${text}` : 'Rest is over'}</span>
      <button
        type="button"
        className="button button-quiet"
        onClick={() => change((one) => ({ ...one, rest_until: null }))}
      >
        {seconds > 0 ? 'Skip the rest' : 'Close'}
      </button>
    </div>
  );
}
