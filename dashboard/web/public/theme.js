/* Runs before the first paint, so that a chosen theme does not flash. A file of its own: the page allows no inline script. */
(function () {
  try {
    const theme = localStorage.getItem('theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    /* Storage is switched off: the system's theme holds. */
  }
})();
