/** What the screen of every simulated run says. */
export const demoNote = 'a simulated world: proves that it works, not that it earns';
