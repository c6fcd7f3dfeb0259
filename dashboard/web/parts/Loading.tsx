/** The shape of what is on its way. */
export const Loading = ({ lines = 4 }: { readonly lines?: number }) => (
  <div className="loading" role="status" aria-label="Loading">
    {Array.from({ length: lines }, (_, line) => (
      <span key={line} className={`bone bone-${line % 4}`} />
    ))}
  </div>
);
