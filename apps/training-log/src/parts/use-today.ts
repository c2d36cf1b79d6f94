import { useEffect, useState } from 'react';
import { calendarDay } from '../training/day.ts';

/** The lifter's calendar day. It updates at midnight while a screen is open. */
export function useToday(): string {
  const [today, setToday] = useState(() => calendarDay());
  useEffect(() => {
    const look = () => setToday(calendarDay());
    const timer = setInterval(look, 30_000);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  return today;
}
