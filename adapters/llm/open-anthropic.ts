import type { LanguageModel } from '@pm-arbitrage/core/ports/language-model.js';
import type { AnthropicOptions } from './anthropic-model.js';

/** Claude with these settings. The client is loaded now, so that who has no key does not pay for it. */
export async function openAnthropic(options: AnthropicOptions): Promise<LanguageModel> {
  const [{ default: Anthropic }, { AnthropicModel }] = await Promise.all([
    import('@anthropic-ai/sdk'),
    import('./anthropic-model.js'),
  ]);
  const { apiKey, baseUrl, timeoutMs, maxRetries } = options;
  const client = new Anthropic({ apiKey, baseURL: baseUrl, timeout: timeoutMs, maxRetries, logLevel: 'off' });
  return new AnthropicModel(client, options);
}
