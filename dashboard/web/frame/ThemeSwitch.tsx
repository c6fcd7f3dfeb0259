import { useState } from 'react';
import { remember, remembered } from '../parts/remembered.js';

const themes = ['system', 'light', 'dark'] as const;
type Theme = (typeof themes)[number];

/** Colours of the page: the system's, or chosen. `public/theme.js` sets them before the first paint. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>(() => themes.find((known) => known === remembered('theme')) ?? 'system');
  const choose = (next: Theme) => {
    setTheme(next);
    remember('theme', next === 'system' ? null : next);
    if (next === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = next;
    // Charts are painted, not styled: they hear of it.
    window.dispatchEvent(new Event('themechange'));
  };
  return (
    <div className="themes" role="group" aria-label="Colours">
      {themes.map((each) => (
        <button key={each} type="button" aria-pressed={each === theme} onClick={() => choose(each)}>
          {each.charAt(0).toUpperCase() + each.slice(1)}
        </button>
      ))}
    </div>
  );
}
