/** What is wrong with a message, in the service's words. Lengths are of characters. */
export function messageErrors(form: URLSearchParams): readonly string[] {
  const errors: string[] = [];
  const message = form.get('message') ?? '';
  const priority = Number(form.get('priority') ?? '0');
  if (message === '') errors.push('message cannot be blank');
  if (Array.from(message).length > 1_024) errors.push('message is too long');
  if (Array.from(form.get('title') ?? '').length > 250) errors.push('title is too long');
  if (!Number.isInteger(priority) || priority < -2 || priority > 2) errors.push('priority is invalid');
  if (priority === 2) {
    const retry = Number(form.get('retry') ?? 'NaN');
    const expire = Number(form.get('expire') ?? 'NaN');
    if (!(retry >= 30)) errors.push('retry parameter must be at least 30 seconds');
    if (!(expire > 0 && expire <= 10_800)) errors.push('expire parameter must be between 1 and 10800 seconds');
  }
  return errors;
}
