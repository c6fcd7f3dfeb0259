interface Embed {
  readonly title?: string;
  readonly description?: string;
  readonly footer?: { readonly text?: string };
  readonly fields?: readonly { readonly name: string; readonly value: string }[];
}

/** What a message holds, as far as the service limits it. */
export interface DiscordContent {
  readonly content?: string | null;
  readonly embeds?: readonly Embed[];
  readonly components?: readonly {
    readonly components?: readonly {
      readonly label?: string;
      readonly custom_id?: string;
      readonly disabled?: boolean;
    }[];
  }[];
  readonly allowed_mentions?: { readonly parse?: readonly string[] };
  readonly nonce?: string;
  readonly enforce_nonce?: boolean;
  readonly flags?: number;
}

const length = (text: string | null | undefined) => Array.from(text ?? '').length;

/** Places that break a limit, with the limit; empty where all is well. */
export function checkContent({
  content,
  embeds = [],
  components = [],
  nonce,
}: DiscordContent): Readonly<Record<string, string>> {
  const errors: Record<string, string> = {};
  const atMost = (place: string, text: string | null | undefined, most: number) => {
    if (length(text) > most) errors[place] = `Must be ${most} or fewer in length.`;
  };
  atMost('content', content, 2_000);
  atMost('nonce', nonce, 25);
  if (embeds.length > 10) errors['embeds'] = 'Must be 10 or fewer in length.';
  let total = 0;
  embeds.forEach(({ title, description, footer, fields = [] }, index) => {
    atMost(`embeds.${index}.title`, title, 256);
    atMost(`embeds.${index}.description`, description, 4_096);
    atMost(`embeds.${index}.footer`, footer?.text, 2_048);
    total += length(title) + length(description) + length(footer?.text);
    for (const { name, value } of fields) {
      atMost(`embeds.${index}.fields`, name, 256);
      atMost(`embeds.${index}.fields`, value, 1_024);
      total += length(name) + length(value);
    }
  });
  if (total > 6_000) errors['embeds'] = 'Embed size exceeds maximum size of 6000';
  if (components.length > 5) errors['components'] = 'Must be between 1 and 5 in length.';
  components.forEach((row, index) => {
    if ((row.components ?? []).length > 5) errors[`components.${index}`] = 'Must be between 1 and 5 in length.';
    for (const { label, custom_id } of row.components ?? []) {
      atMost(`components.${index}.label`, label, 80);
      atMost(`components.${index}.custom_id`, custom_id, 100);
    }
  });
  if (length(content) === 0 && embeds.length === 0) errors['content'] = 'Cannot send an empty message';
  return errors;
}
