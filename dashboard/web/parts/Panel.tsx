import { useId, type ReactNode } from 'react';

interface PanelProps {
  readonly title: string;
  /** How many, shown beside the title. */
  readonly count?: number | undefined;
  /** One line under the title. */
  readonly hint?: ReactNode;
  /** Right of the title: filters, buttons. */
  readonly aside?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A part of a view under its heading. */
export function Panel({ title, count, hint, aside, className, children }: PanelProps) {
  const id = useId();
  return (
    <section className={className === undefined ? 'panel' : `panel ${className}`} aria-labelledby={id}>
      <div className="panel-head">
        <h2 id={id}>
          {title}
          {count !== undefined && <span className="count">{count}</span>}
        </h2>
        {aside !== undefined && <div className="panel-aside">{aside}</div>}
      </div>
      {hint !== undefined && <p className="hint">{hint}</p>}
      {children}
    </section>
  );
}
