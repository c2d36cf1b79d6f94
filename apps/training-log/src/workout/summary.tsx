import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { useStore, useWeights } from '../lifter-context.ts';
import { Title } from '../parts/title.tsx';
import { liftName } from '../training/lifts.ts';
import { roundedEstimate } from '../training/progress.ts';
import type { Draft } from './draft.ts';
import { logOf } from './log-of.ts';

/** The result of a finished workout, and whether it has been sent. */
export function Summary({ draft }: { readonly draft: Draft }) {
  const { session, sets } = draft;
  const show = useWeights();
  const { entries } = useStore();
  const status = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    scrollTo(0, 0);
    status.current?.focus({ preventScroll: true });
  }, []);
  const entry = entries.find(({ args }) => isOf(args, draft.log_id));
  const { metrics } = logOf({ ...draft, completed_at: draft.completed_at ?? draft.started_at });
  const best = metrics?.estimated_1rm_grams;
  return (
    <div className={`summary lift-${session.primary_lift}`}>
      <Title over={liftName[session.primary_lift]}>Done!</Title>
      <p ref={status} tabIndex={-1} role="status" className="lead outcome">
        {entry?.state === 'waiting'
          ? 'Your workout is kept on this device, and is sent as soon as there is an answer.'
          : entry?.state === 'refused'
            ? 'Your workout could not be saved. It is kept: see why above.'
            : 'Your workout is logged.'}
      </p>
      <dl className="facts">
        <div>
          <dt>Sets</dt>
          <dd>{sets.length}</dd>
        </div>
        <div>
          <dt>Volume</dt>
          <dd>{show(metrics?.actual_volume_grams ?? 0)}</dd>
        </div>
        {best !== undefined && (
          <div>
            <dt>Estimated 1RM</dt>
            <dd>{show(roundedEstimate(best))}</dd>
          </div>
        )}
      </dl>
      <div className="actions">
        <Link href="/progress" className="button button-main">
          See your progress
        </Link>
        <Link href="/" className="button button-quiet">
          What is next
        </Link>
      </div>
    </div>
  );
}

function isOf(args: unknown, id: string): boolean {
  return typeof args === 'object' && args !== null && 'id' in args && args.id === id;
}
