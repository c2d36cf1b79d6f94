import { Link, useLocation } from 'wouter';

const places = [
  { path: '/', name: 'Today', icon: 'M4 12h2m12 0h2M8 7v10M16 7v10M5.5 9.5v5M18.5 9.5v5M8 12h8' },
  { path: '/history', name: 'History', icon: 'M5 6h14M5 12h14M5 18h9' },
  { path: '/progress', name: 'Progress', icon: 'M4 18l5-6 4 3 7-9M15 6h5v5' },
  {
    path: '/account',
    name: 'Account',
    icon: 'M12 12a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM5 20c.6-3.6 3.4-5.5 7-5.5s6.4 1.9 7 5.5',
  },
] as const;

export function Navigation() {
  const [location] = useLocation();
  return (
    <nav className="navigation" aria-label="Main">
      <span className="brand" aria-hidden="true">
        <img src="/parakeet.svg" alt="" width="32" height="32" loading="lazy" /> Parakeet
      </span>
      {places.map(({ path, name, icon }) => (
        <Link
          key={path}
          href={path}
          className="place"
          aria-current={location === path ? 'page' : undefined}
        >
          <svg viewBox="0 0 24 24" width="26" height="26" aria-hidden="true">
            <path d={icon} />
          </svg>
          {name}
        </Link>
      ))}
    </nav>
  );
}
