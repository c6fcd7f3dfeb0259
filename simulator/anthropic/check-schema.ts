import { invalid } from './api-error.js';

/** Keywords that structured outputs do not take (numeric and length bounds among them). */
const UNSUPPORTED = ['minimum', 'maximum', 'multipleOf', 'minLength', 'maxLength', 'maxItems', 'uniqueItems'] as const;

/**
 * Refuses schemas that structured outputs refuse: objects that allow further properties, and bounds.
 * @throws ApiError
 * @see https://platform.claude.com/docs/en/build-with-claude/structured-outputs (JSON Schema limitations)
 */
export function checkSchema(schema: unknown, place: string): void {
  if (typeof schema !== 'object' || schema === null) return;
  const fields = schema as Readonly<Record<string, unknown>>;
  for (const name of UNSUPPORTED)
    if (name in fields && typeof fields[name] !== 'object') throw invalid(`${place}: '${name}' is not supported`);
  if (fields['type'] === 'object' && fields['additionalProperties'] !== false)
    throw invalid(`${place}: for 'object' type, 'additionalProperties' must be explicitly set to false`);
  for (const [name, child] of Object.entries(fields)) {
    if (name === 'enum' || name === 'const' || name === 'required') continue;
    if (Array.isArray(child))
      (child as readonly unknown[]).forEach((one, i) => checkSchema(one, `${place}.${name}.${i}`));
    else checkSchema(child, `${place}.${name}`);
  }
}
