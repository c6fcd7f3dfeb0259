import type { ReactNode } from 'react';

/** There is nothing, and this is why, and what will make it appear. */
export const Empty = ({ title, children }: { readonly title: string; readonly children?: ReactNode }) => (
  <div className="empty">
    <svg viewBox="0 0 48 24" aria-hidden="true">
      <path d="M2 8h18M2 16h44" />
      <path className="empty-rest" d="M26 8h20" />
    </svg>
    <p className="empty-title">{title}</p>
    {children !== undefined && <p>{children}</p>}
  </div>
);
