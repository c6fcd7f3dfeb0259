import type { Story } from '@pm-arbitrage/core/domain/news-reading.js';
import { sharesOrigin } from './shares-origin.js';

/**
 * A number for each story, the same for all that may go back to one report: also by way of a third, so that a copy and who
 * credits its original are one.
 */
export function originsOf(stories: readonly Story[]): readonly number[] {
  const origins = stories.map((_, at) => at);
  stories.forEach((story, at) => {
    stories.slice(0, at).forEach((other, before) => {
      const [mine, its] = [origins[at], origins[before]];
      if (mine === its || !sharesOrigin(story, other)) return;
      origins.forEach((origin, index) => {
        if (origin === mine) origins[index] = its as number;
      });
    });
  });
  return origins;
}
