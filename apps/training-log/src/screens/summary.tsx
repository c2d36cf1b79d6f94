import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { Title } from '../parts/title.tsx';
import { liftName } from '../training/lifts.ts';
import { inKg } from '../training/weight.ts';
import type { Draft } from '../workout/draft.ts';
import { sessionResult } from '../training/result.ts';

/** What a finished workout came to. */
export function Summary({ draft }: { readonly draft: Draft }) {
  const { session, sets } = draft;
  const { metrics } = sessionResult(
    session.primary_lift,
    session.planned_sets,
    sets,
    session.one_rm_grams,
  );
  const status = useRef<HTMLParagraphElement>(null);
  useEffect(() => status.current?.focus(), []);
  const best = metrics.estimated_1rm_grams ?? 0;
  return (
    <div className={`summary lift-${session.primary_lift}`}>
      <Title over={liftName[session.primary_lift]}>Done!</Title>
      <p ref={status} tabIndex={-1} role="status" className="lead">
        Your workout is logged.
      </p>
      <dl className="facts">
        <div>
          <dt>Sets</dt>
          <dd>{sets.length}</dd>
        </div>
        <div>
          <dt>Volume</dt>
          <dd>{inKg(metrics.actual_volume_grams ?? 0)}</dd>
        </div>
        {best > 0 && (
          <div>
            <dt>Estimated 1RM</dt>
            <dd>{inKg(Math.round(best / 100) * 100)}</dd>
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
