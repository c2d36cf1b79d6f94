/** Grey shapes while a screen loads. */
export function Loading({ label }: { readonly label: string }) {
  return (
    <div className="loading" role="status">
      <span className="visually-hidden">{label}…</span>
      <div className="bone bone-title" />
      <div className="bone bone-card" />
      <div className="bone bone-card short" />
    </div>
  );
}
