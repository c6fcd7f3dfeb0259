/** Ways to a person, in the order in which one stands in for another. */
export const alertChannelNames = ['pushover', 'telegram', 'discord', 'email', 'webhook', 'sms'] as const;
export type AlertChannelName = (typeof alertChannelNames)[number];
