/** The basic alphabet of text messages, as far as the keyboard has it (3GPP TS 23.038). */
const BASIC = /^[\n\r A-Za-z0-9@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ!"#¤%&'()*+,\-./:;<=>?¡ÄÖÑÜ§¿äöñüà^{}\\[~\]|€]*$/;
/** Of the basic alphabet, characters that take two places. */
const DOUBLE = /[\^{}\\[~\]|€]/g;

/** How many messages a text becomes on its way. */
export function segmentsOf(text: string): number {
  const basic = BASIC.test(text);
  const length = basic ? text.length + (text.match(DOUBLE)?.length ?? 0) : text.length;
  const [single, joined] = basic ? [160, 153] : [70, 67];
  return length <= single ? 1 : Math.ceil(length / joined);
}
