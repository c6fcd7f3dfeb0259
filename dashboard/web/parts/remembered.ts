/** What this browser was told to remember; null: nothing, or it may not. */
export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Best effort: a browser that stores nothing asks again next time. */
export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    /* The choice holds until the page is closed. */
  }
}
