import { pageText } from './page-request.js';

/** A JSON page as a value of any shape; undefined where it is no JSON, or nested past what can be read. */
export function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(pageText(bytes)) as unknown;
  } catch {
    return undefined;
  }
}
