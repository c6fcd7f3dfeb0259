import { acknowledgeAlert } from '@pm-arbitrage/core/alerts/acknowledge-alert.js';
import { listOpenAlerts } from '@pm-arbitrage/core/queries/open-alerts.js';
import { type ChatCommandDefinition, leaveIt, YES } from '../chat-command.js';
import { personOf } from '../person-of.js';

const MOST = 8;
const LABEL = 60;

/** Says that somebody has seen an alert. */
export const ack = (service: string): ChatCommandDefinition => ({
  name: 'ack',
  about: 'acknowledge an alert: it is not told again',
  words: { name: 'id', about: 'of the alert; without it those that wait are shown', required: false },
  async run({ clock, database }, words) {
    const acknowledge = async (id: string, by: { person: string }) =>
      (await acknowledgeAlert(database.queries, id, personOf(service, by), clock.now()))
        ? `Acknowledged: ${id}`
        : `${id} was acknowledged before.`;
    if (words !== '')
      return { text: `Acknowledge ${words}?`, choices: [{ label: YES, act: (by) => acknowledge(words, by) }, leaveIt] };
    const open = await listOpenAlerts(database.queries, MOST);
    if (open.length === 0) return { text: 'No alert waits to be acknowledged.' };
    return {
      text: ['Which one?', ...open.map(({ tier, title, id }) => `${tier}: ${title} (${id})`)].join('\n'),
      choices: open.map(({ id, title }) => ({ label: title.slice(0, LABEL), act: (by) => acknowledge(id, by) })),
    };
  },
});
