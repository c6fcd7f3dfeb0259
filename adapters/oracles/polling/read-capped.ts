/**
 * Reads a body up to so many bytes. Counted after unpacking, so that a small answer cannot unpack to a large one.
 * @returns null when it is larger and `larger` says to refuse it; cut off where it says so.
 */
export async function readCapped(
  response: Response,
  maxBytes: number,
  larger: 'refuse' | 'cut',
): Promise<Uint8Array | null> {
  if (response.body === null) return new Uint8Array();
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    chunks.push(value);
    size += value.byteLength;
    if (size <= maxBytes) continue;
    await reader.cancel();
    return larger === 'cut' ? Buffer.concat(chunks).subarray(0, maxBytes) : null;
  }
}
