/** How the API names its failures. */
export type ApiErrorType =
  | 'invalid_request_error'
  | 'authentication_error'
  | 'not_found_error'
  | 'rate_limit_error'
  | 'api_error'
  | 'overloaded_error';

/** A refusal with its status, as a route throws it. */
export class ApiError extends Error {
  readonly status: number;
  readonly type: ApiErrorType;

  constructor(status: number, type: ApiErrorType, message: string) {
    super(message);
    this.status = status;
    this.type = type;
  }
}

export const invalid = (message: string): ApiError => new ApiError(400, 'invalid_request_error', message);

const types: Readonly<Record<number, ApiErrorType>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
  529: 'overloaded_error',
};

/** The body of a failure. */
export function errorBody(status: number, message: string, requestId: string): unknown {
  return { type: 'error', error: { type: types[status] ?? 'api_error', message }, request_id: requestId };
}
