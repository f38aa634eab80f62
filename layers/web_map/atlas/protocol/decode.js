/* Reading what Python sends: base64 of JSON and of bit sets, the only forms in which data passes a template. */

/**
 * Base64 -> bytes; of a bit set, lowest bit first.
 * @param {string} base64
 */
export function bytesOf(base64) {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/**
 * Base64 of UTF-8 JSON -> object (the only form in which data passes through a template).
 * @param {string} base64
 */
export function decodeJson(base64) {
  return JSON.parse(new TextDecoder("utf-8").decode(bytesOf(base64)));
}
