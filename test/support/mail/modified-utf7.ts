/** A folder's name as IMAP servers of the old kind write it (RFC 3501 §5.1.3). */
export function encodeModifiedUtf7(name: string): string {
  return name.replaceAll("&", "&-").replaceAll(/[^\u0020-\u007e]+/gu, (letters) => {
    const utf16 = Buffer.from(letters, "utf16le").swap16();
    return `&${utf16.toString("base64").replaceAll("=", "").replaceAll("/", ",")}-`;
  });
}
