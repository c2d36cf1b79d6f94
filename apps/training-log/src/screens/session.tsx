import { Loaded, Notice } from '../parts/states.tsx';
import { sessionTables, SessionView } from '../parts/session-view.tsx';
import { Title } from '../parts/title.tsx';
import { useToday } from '../parts/use-today.ts';
import type { ScreenProperties } from '../screens.ts';

/** Any session of a program; the lifter may choose any order. */
export default function Session({ id }: ScreenProperties) {
  const today = useToday();
  return (
    <Loaded tables={sessionTables} label="Loading the session">
      {(known) => {
        const session = known.sessions.find((one) => one.id === id);
        if (session !== undefined) {
          return <SessionView key={id} known={known} session={session} today={today} />;
        }
        return (
          <>
            <Title>Session</Title>
            <Notice kind="error">There is no such session on this device.</Notice>
          </>
        );
      }}
    </Loaded>
  );
}
